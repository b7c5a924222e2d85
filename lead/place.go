package lead

// Place is a message in Slack: a channel's id and the message's timestamp, which is its id. Site
// is the address of the workspace, for links to the message; it is empty while unknown.
type Place struct {
	Channel string `json:"Channel"`
	TS      string `json:"TS"`
	Site    string `json:"Site"`
}
