package lead

// Reward is what a colleague gets for a lead they referred, by one rule of the playbook. It is
// nothing that is stored: it follows from the lead as it is, so a lead that is opened again, or a
// merge that is undone, changes it.
type Reward struct {
	Rule   RewardRule
	Amount Money
	Status RewardStatus
	Why    RewardGround
}

// RewardRule is what a reward is for.
type RewardRule string

// The rules: an amount for each lead that is delivered, and more when it becomes a customer
// (REQUIREMENTS R07 and R08).
const (
	RewardPerLead RewardRule = "per_lead"
	RewardPerWon  RewardRule = "per_won"
)

// RewardStatus is where a reward stands.
type RewardStatus string

// A reward is open until the lead settles it.
const (
	RewardOpen   RewardStatus = "open"
	RewardEarned RewardStatus = "earned"
	RewardVoid   RewardStatus = "void"
)

// RewardGround says of an open reward what it waits for, of an earned one what earned it, and of a
// void one why there is none.
type RewardGround string

// What earns a reward.
const (
	RewardRegistered RewardGround = "registered"
	RewardCertified  RewardGround = "certified" // it came to sales: certified by a person, or by the definition itself
	RewardClaimed    RewardGround = "claimed"
	RewardWon        RewardGround = "won"
)

// Why there is no reward.
const (
	VoidDuplicate    RewardGround = "duplicate"    // the lead was known already
	VoidSales        RewardGround = "sales"        // the referrer sells or leads for a living
	VoidTest         RewardGround = "test"         // it was sent to try the wire
	VoidDisqualified RewardGround = "disqualified" // it never was a lead
	VoidLost         RewardGround = "lost"         // it did not become a customer
)
