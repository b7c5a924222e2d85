package main

import (
	"encoding/json"

	"dibs/bot"
	"dibs/slacksim"
)

// demoWorkspace is the company in the demo.
func demoWorkspace(base string) slacksim.Config {
	person := func(handle, name, title string) slacksim.User {
		return slacksim.User{
			Name: handle, RealName: name, Title: title, Email: handle + "@acme.example", TZ: "Europe/Berlin",
		}
	}
	channel := func(name, topic string) slacksim.Channel { return slacksim.Channel{Name: name, Topic: topic} }
	return slacksim.Config{
		URL: base,
		Welcome: "A hot lead is waiting in #leads. Press *Claim*, or wait and see who is pinged next. " +
			"You can switch people at the top left: Dan certifies inquiries in #qualify, Mia is the manager.",
		Team: slacksim.Team{Name: "Acme", Domain: "acme"},
		Users: []slacksim.User{
			person("ana", "Ana Duarte", "Sales, Berlin"),
			person("ben", "Ben Okafor", "Sales, Berlin"),
			person("carla", "Carla Reyes", "Inside sales, Berlin"),
			person("dan", "Dan Weiss", "Sales development"),
			person("mia", "Mia Lindqvist", "Head of sales"),
			person("max", "Max Moreau", "Marketing"),
			person("zoe", "Zoe Park", "Customer service"),
		},
		Channels: []slacksim.Channel{
			channel("leads", "Leads for everyone in sales"),
			channel("leads-enterprise", "Companies with 200 or more employees"),
			channel("qualify", "Inquiries that need a call first"),
			channel("marketing", "Leads that aren't ready yet"),
			channel("general", "Everything else"),
			channel("leads-inside", "Small companies, and hot leads that nobody else took"),
		},
		App:      demoApp(),
		BotToken: demoBotToken, AppToken: demoAppToken, SigningSecret: "demo",
	}
}

// demoApp is the app as `dibs manifest` describes it, so that the demo has exactly the scopes and commands that it
// would have in a real workspace.
func demoApp() slacksim.App {
	raw, err := json.Marshal(bot.Manifest(""))
	if err != nil {
		panic(err)
	}
	app, _, err := slacksim.ReadManifest(raw)
	if err != nil {
		panic("our own manifest: " + err.Error()) // a test reads it first
	}
	return app
}
