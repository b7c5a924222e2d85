package ask

import (
	"slices"
	"strings"

	"dibs/lead"
	"dibs/lead/report"
)

var contains = slices.Contains[[]string]

var (
	temperatures = []string{string(lead.Hot), string(lead.Warm), string(lead.Cold)}
	leadWords    = strings.Fields("lead leads deal deals opportunity opportunities customers ones")

	// beforePlaces are words that a place can follow, beforeOwners words that an owner can follow.
	beforePlaces = []string{"in", "from"}
	beforeOwners = []string{"of", "by", "with", "does", "did", "has", "is", "for"}

	// fillers have no meaning of their own.
	fillers = strings.Fields(`the a an all of for from in with and at on are is was were be been being do does did have has had got get we our us
		there that which who came come coming arrived so far currently still now total altogether overall only just any some those these every
		registered received created everyone everybody company whole out it doing going looking about via through up team they or
		during their please & + both either`)

	// ignoredNameParts name nothing on their own, although they may be part of a name such as trade-show.
	ignoredNameParts = strings.Fields("show call open new list report summary status lead leads give get find what how who first last next day")

	// dangling are fillers that cannot end a question.
	dangling = strings.Fields("from for of by with at via per about and or & +")
)

// stageWords are the words for stages.
var stageWords = []struct {
	words  []string
	stages []lead.Stage
}{
	{strings.Fields("waiting unclaimed unassigned unowned"), []lead.Stage{lead.StageNew}},
	{strings.Fields("open active"), []lead.Stage{lead.StageNew, lead.StageWorking, lead.StageQualified}},
	{strings.Fields("working worked progress"), []lead.Stage{lead.StageWorking}},
	{strings.Fields("qualified"), []lead.Stage{lead.StageQualified}},
	{strings.Fields("won win wins"), []lead.Stage{lead.StageWon}},
	{strings.Fields("lost lose losses"), []lead.Stage{lead.StageLost}},
	{strings.Fields("closed"), []lead.Stage{lead.StageWon, lead.StageLost, lead.StageDisqualified}},
	{strings.Fields("nurturing nurture nurtured"), []lead.Stage{lead.StageNurturing}},
	{strings.Fields("inquiry inquiries enquiry enquiries"), []lead.Stage{lead.StageInquiry}},
	{strings.Fields("disqualified rejected"), []lead.Stage{lead.StageDisqualified}},
	{strings.Fields("merged duplicates"), []lead.Stage{lead.StageMerged}},
}

// dimensionWords are the words for breakdowns.
var dimensionWords = []struct {
	words []string
	by    report.Dimension
}{
	{strings.Fields("source sources channel channels"), report.BySource},
	{strings.Fields("campaign campaigns"), report.ByCampaign},
	{strings.Fields("team teams"), report.ByTeam},
	{strings.Fields("rep reps owner owners person people salesperson"), report.ByOwner},
	{strings.Fields("temperature temperatures temp"), report.ByTemperature},
	{strings.Fields("country countries"), report.ByCountry},
	{strings.Fields("day days"), report.ByDay},
	{strings.Fields("week weeks"), report.ByWeek},
	{strings.Fields("month months"), report.ByMonth},
	{strings.Fields("quarter quarters"), report.ByQuarter},
	{strings.Fields("year years"), report.ByYear},
}
