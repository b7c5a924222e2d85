package slacksim

import (
	_ "embed"
	"encoding/json"
	"slices"
	"sync"
)

// methodsJSON says for each Web API method how it is called and what it needs. It is condensed from
// slack-ruby/slack-api-ref (MIT).
//
//go:embed methods.json
var methodsJSON []byte

// methodFacts is what Slack publishes about a method.
type methodFacts struct {
	HTTP     string   `json:"http"`       // the verb of its page; every method also takes POST
	JSON     bool     `json:"json"`       // takes a JSON body
	Tier     string   `json:"tier"`       // t1 to t4, t5 for special
	Scopes   []string `json:"bot_scopes"` // any one of them lets the bot in
	Required []string `json:"required"`   // arguments
}

var knownMethods = sync.OnceValue(func() map[string]methodFacts {
	var known map[string]methodFacts
	if err := json.Unmarshal(methodsJSON, &known); err != nil {
		panic("slacksim: methods.json does not parse: " + err.Error())
	}
	return known
})

// eventScopes are those that only events need.
var eventScopes = []string{
	"app_mentions:read", "channels:history", "groups:history", "im:history", "mpim:history", "channels:read",
	"groups:read", "users:read", "users:read.email", "chat:write.public", "commands", "reactions:read", "metadata.message:read",
}

// allScopes is every scope that opens anything here.
func allScopes() []string {
	all := slices.Clone(eventScopes)
	for _, m := range knownMethods() {
		all = append(all, m.Scopes...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// handlers are the methods the simulator answers. A method Slack has but the simulator lacks answers
// not_implemented, a word Slack uses so seldom that it cannot be mistaken.
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
