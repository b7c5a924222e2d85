package bot

import "testing"

func TestAMessageThatSharesAnotherOneHasItsWords(t *testing.T) {
	for raw, want := range map[string]string{
		`{"type":"message_action","message":{"ts":"1.2","text":"who takes this? &lt;3","attachments":[{"text":"From: Nadia &lt;n@b.example&gt;"},{"text":""}]}}`: "who takes this? <3\nFrom: Nadia <n@b.example>",
		`{"type":"message_action","message":{"ts":"1.2","text":"","attachments":[{"text":"shared"}]}}`:                                                           "shared",
		`{"type":"message_action","message":{"ts":"1.2","text":"only this","attachments":"a shape of the future"}}`:                                              "only this",
		`{"type":"message_action","message":{"ts":"1.2"}}`:                                                                                                       "",
	} {
		r, err := decodeInteraction([]byte(raw))
		if err != nil || r.Kind != KindShortcut || r.Message.Text != want {
			t.Errorf("%s: %q, %v", raw, r.Message.Text, err)
		}
	}
}
