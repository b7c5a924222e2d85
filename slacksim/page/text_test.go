package page_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// naughty are texts that try to inject HTML, a script or a misleading link.
var naughty = []string{
	`<script>window.pwned = 1</script>`,
	`<img src=x onerror="window.pwned = 1">`,
	`"><svg onload=window.pwned=1>`,
	`<javascript:window.pwned=1|click me>`,
	`<JaVaScRiPt:window.pwned=1|click me>`,
	`<data:text/html,<script>window.pwned=1</script>|click me>`,
	"*<b>bold</b>* `<i>code</i>` ```<u>pre</u>``` &gt; <iframe src=javascript:window.pwned=1>",
	`&lt;script&gt;window.pwned = 1&lt;/script&gt;`,
	`[click me](javascript:window.pwned=1) <a href="javascript:window.pwned=1">x</a>`,
	`<!date^1^{date}^javascript:window.pwned=1|<b>x</b>>`,
	`<https://x.example" onmouseover="window.pwned=1|label>`,
	"\u202eevil\u202c \u0000 \ufffd '\"`{{}}${window.pwned=1}",
}

// everywhere returns blocks that contain a text wherever a message can contain one.
func everywhere(text string) []any {
	plain := object{"type": "plain_text", "text": text}
	mrkdwn := object{"type": "mrkdwn", "text": text}
	option := object{"text": plain, "value": text, "description": plain}
	rich := object{"type": "rich_text_section", "elements": []any{
		object{"type": "text", "text": text},
		object{"type": "link", "url": text, "text": text},
		object{"type": "emoji", "name": text},
		object{"type": "user", "user_id": text},
		object{"type": "broadcast", "range": text},
	}}
	return []any{
		object{"type": "section", "block_id": "1", "text": mrkdwn, "fields": []any{plain, mrkdwn}},
		object{"type": "header", "block_id": "2", "text": plain},
		object{"type": "context", "block_id": "3", "elements": []any{mrkdwn, object{"type": "image", "image_url": text, "alt_text": text}}},
		object{"type": "actions", "block_id": "4", "elements": []any{
			object{"type": "button", "action_id": "a", "text": plain, "value": text, "url": text, "accessibility_label": text},
			object{"type": "static_select", "action_id": "b", "placeholder": plain, "options": []any{option}, "initial_option": option},
			object{"type": "checkboxes", "action_id": "c", "options": []any{object{"text": mrkdwn, "value": "v", "description": mrkdwn}}},
		}},
		object{"type": "markdown", "text": text},
		object{"type": "rich_text", "block_id": "5", "elements": []any{rich}},
		object{"type": "table", "block_id": "6", "rows": []any{[]any{object{"type": "raw_text", "text": text}}, []any{object{"type": "rich_text", "elements": []any{rich}}}}},
		object{"type": "image", "block_id": "7", "image_url": text, "alt_text": text, "title": plain},
		object{"type": text, "block_id": "8"},
	}
}

func TestTextFromOutsideNeverBecomesHTML(t *testing.T) {
	t.Parallel()
	f := newFakeSlack(t)
	b := openTab(t, f, "?user=U1&channel=D2")
	b.Sees(`document.querySelector(".messages .empty-note")?.textContent === "Nothing here yet."`)
	for i, text := range naughty {
		ts := "179542000" + string(rune('0'+i%10)) + ".00010" + string(rune('0'+i/10))
		f.change("D2", func() {
			f.messages["D2"] = []object{{"ts": ts, "user": "UBOT", "bot": true, "text": text, "blocks": everywhere(text)}}
		})
		b.Sees(`document.querySelector('[data-ts="` + ts + `"] table') !== null`)
		got := b.Eval(`(() => {
			const message = document.querySelector('[data-testid=message]');
			const strange = [...message.querySelectorAll("script, iframe, object, embed, style, form, b:not(.author), i, u, [onload], [onerror], [onmouseover]")].map((e) => e.outerHTML);
			const links = [...message.querySelectorAll("a")].map((a) => a.protocol).filter((p) => !["http:", "https:", "mailto:", "tel:"].includes(p));
			const images = [...message.querySelectorAll("img[src]")].map((i) => i.src);
			return JSON.stringify([strange, links, images, window.pwned ?? "safe"]);
		})()`)
		if got != `[[],[],[],"safe"]` {
			t.Errorf("%q became %s", text, got)
		}
		header := b.Eval(`document.querySelector("[data-testid=message] .header").textContent`)
		if want := strings.NewReplacer("&lt;", "<", "&gt;", ">").Replace(text); header != want {
			t.Errorf("a plain text is shown as %q, want %q", header, want)
		}
	}
}

func TestMrkdwnIsRenderedAsInSlack(t *testing.T) {
	t.Parallel()
	f := newFakeSlack(t)
	b := openTab(t, f, "?user=U1&channel=C4")
	b.Sees(`document.querySelector("[data-testid=message]") !== null`)
	for _, c := range []struct{ name, text, want string }{
		{"bold, italic, strike, code", "*b* _i_ ~s~ `c`", "<strong>b</strong> <em>i</em> <s>s</s> <code>c</code>"},
		{"nested marks", "*bold _both_*", "<strong>bold <em>both</em></strong>"},
		{"a mark inside a word stays", "snake_case_name 2*3*4", "snake_case_name 2*3*4"},
		{"a mark beside a space stays", "2 * 3 * 4", "2 * 3 * 4"},
		{"no marks inside code", "`*a*`", "<code>*a*</code>"},
		{"a mark closes after a link", "*<https://x.example|a*b>*", `<strong><a href="https://x.example/" target="_blank" rel="noopener noreferrer">a*b</a></strong>`},
		{"entities", "&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"},
		{"quote and what follows", "&gt; one\n&gt; two\nafter", "<blockquote>one<br>two</blockquote>after"},
		{"fence", "a\n```\nx *y*\n```\nb", "a<pre>x *y*</pre>b"},
		{"a fence without end", "a ```b", "a ```b"},
		{"list", "• one\n• two\nafter", `<span class="bullet">• one</span><span class="bullet">• two</span>after`},
		{"a person", "<@U2>", `<span class="mention">@Ben Okafor</span>`},
		{"oneself", "<@U1>", `<span class="mention mine">@Ana Silva</span>`},
		{"somebody unknown", "<@U404|old.name>", `<span class="mention">@old.name</span>`},
		{"everyone here", "<!here>", `<span class="mention broadcast">@here</span>`},
		{"a channel", "<#C2>", `<button type="button" class="mention" data-open-channel="C2">#inquiries</button>`},
		{"an unknown private channel", "<#C404|>", `<span class="mention">#private channel</span>`},
		{"a date in the reader's zone", "<!date^1795420800^{date_num} {time}|then>", `<time title="then">2026-11-23 09:00</time>`},
		{"a date with an unknown token", "<!date^1795420800^{nonsense}|then>", `<time title="then">then</time>`},
		{"a link with an ampersand", "<https://x.example/?a=1&amp;b=2>", `<a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">https://x.example/?a=1&amp;b=2</a>`},
		{"a bare address", "see https://x.example/a.", `see <a href="https://x.example/a" target="_blank" rel="noopener noreferrer">https://x.example/a</a>.`},
		{"a phone number", "<tel:+49305550100|+49 30 5550100>", `<a href="tel:+49305550100" target="_blank" rel="noopener noreferrer">+49 30 5550100</a>`},
		{"emoji", ":fire: :no_such:", `<span class="emoji" title=":fire:">🔥</span> :no_such:`},
		{"not a link", "<javascript:alert(1)|click>", "<span>&lt;javascript:alert(1)|click&gt;</span>"},
	} {
		raw, err := json.Marshal(c.text)
		if err != nil {
			t.Fatal(err)
		}
		got := b.Eval(`import("./mrkdwn.js").then((m) => { const e = document.createElement("div"); e.append(...m.mrkdwn(` + string(raw) + `)); return e.innerHTML; })`)
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
