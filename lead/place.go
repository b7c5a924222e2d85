package lead

// Place is a message in Slack: the id of its channel, and its timestamp, which is the message's id. Site is
// the address of the workspace, used for links to the message; it is empty while unknown.
type Place struct {
	Channel string `json:"Channel"`
	TS      string `json:"TS"`
	Site    string `json:"Site"`
}
