package handlers

import (
	"strings"
	"testing"
)

func TestKeysAreRecognizedAndNeverShown(t *testing.T) {
	keys, err := ParseKeys("shop:open-sesame, crm:swordfish-1,")
	if err != nil {
		t.Fatal(err)
	}
	for header, want := range map[string]string{
		"Bearer open-sesame": "shop", "bearer  swordfish-1 ": "crm", "Bearer swordfish-2": "", "Basic open-sesame": "", "open-sesame": "", "": "",
	} {
		if name, ok := keys.Name(header); name != want || ok != (want != "") {
			t.Errorf("the header %q has the key of %q, want %q", header, name, want)
		}
	}
	for _, broken := range []string{"open-sesame", ":open-sesame", "shop:7chars."} {
		_, err := ParseKeys(broken)
		if _, secret, _ := strings.Cut(broken, ":"); err == nil || secret != "" && strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "sesame") {
			t.Errorf("parsing %q: no error, or one that shows the secret: %v", broken, err)
		}
	}
}

func TestASecretInABodyIsRedacted(t *testing.T) {
	for secret, body := range map[string]string{
		"plain": `{"google_key":"plain"}`, `quo"ted`: `{"google_key":"quo\"ted"}`, "": `{"google_key":"***"}`,
	} {
		if got := string(redactSecret(secret, []byte(body))); got != `{"google_key":"***"}` {
			t.Errorf("%s is stored as %s", body, got)
		}
	}
}
