package bot

import (
	"fmt"

	"dibs/lead"
	"dibs/playbook"
)

// Report draws figures over time. Amounts are in it only when amounts says so; otherwise, and when ask is not empty, a
// button offers them: ask is what the button brings back, such as the words of the question.
func Report(r lead.Report, amounts bool, ask string, pb *playbook.Playbook) Message {
	return answer(fmt.Sprintf("%d rows.", len(r.Rows)))
}
