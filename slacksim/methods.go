package slacksim

import (
	_ "embed"
	"encoding/json"
	"slices"
	"sync"
)

// methodsJSON describes for each Web API method how it is called and what it needs. It is condensed from
// slack-ruby/slack-api-ref (MIT).
//
//go:embed methods.json
var methodsJSON []byte

// methodFacts is what Slack publishes about a method.
type methodFacts struct {
	HTTP     string   `json:"http"`       // the documented verb; every method also accepts POST
	JSON     bool     `json:"json"`       // accepts a JSON body
	Tier     string   `json:"tier"`       // t1 to t4, or t5 for the tier "special"
	Scopes   []string `json:"bot_scopes"` // a bot needs any one of them
	Required []string `json:"required"`   // arguments
}

var knownMethods = sync.OnceValue(func() map[string]methodFacts {
	var known map[string]methodFacts
	if err := json.Unmarshal(methodsJSON, &known); err != nil {
		panic("slacksim: methods.json does not parse: " + err.Error())
	}
	return known
})

// eventScopes are scopes that no method needs, such as those for events and commands, or that only some calls need.
var eventScopes = []string{
	"app_mentions:read", "channels:history", "groups:history", "im:history", "mpim:history", "channels:read",
	"groups:read", "users:read", "users:read.email", "chat:write.public", "commands", "reactions:read", "metadata.message:read",
}

// allScopes returns every scope that the simulator knows.
func allScopes() []string {
	all := slices.Clone(eventScopes)
	for _, m := range knownMethods() {
		all = append(all, m.Scopes...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// handlers are the methods that the simulator implements. All other methods of Slack return not_implemented. Slack
// uses that code so rarely that nobody mistakes it for a real answer.
var handlers = map[string]func(*Sim, *request) (answer, error){
	"api.test":               apiTest,
	"apps.connections.open":  connectionsOpen,
	"apps.manifest.validate": manifestValidate,
	"auth.test":              authTest,
	"bots.info":              botsInfo,
	"chat.delete":            chatDelete,
	"chat.getPermalink":      chatPermalink,
	"chat.postEphemeral":     chatPostEphemeral,
	"chat.postMessage":       chatPostMessage,
	"chat.update":            chatUpdate,
	"conversations.history":  conversationsHistory,
	"conversations.info":     conversationsInfo,
	"conversations.join":     conversationsJoin,
	"conversations.list":     conversationsList,
	"conversations.members":  conversationsMembers,
	"conversations.open":     conversationsOpen,
	"conversations.replies":  conversationsReplies,
	"dnd.info":               dndInfo,
	"reactions.add":          reactionsAdd,
	"reactions.remove":       reactionsRemove,
	"team.info":              teamInfo,
	"usergroups.list":        usergroupsList,
	"usergroups.users.list":  usergroupsUsersList,
	"users.conversations":    usersConversations,
	"users.getPresence":      usersPresence,
	"users.info":             usersInfo,
	"users.list":             usersList,
	"users.lookupByEmail":    usersLookup,
	"users.profile.get":      usersProfile,
	"views.open":             viewsOpen,
	"views.publish":          viewsPublish,
	"views.push":             viewsPush,
	"views.update":           viewsUpdate,
}
