package lead

// Reward is what a colleague gets for a lead they referred, by one rule of the playbook. It is never stored
// but computed from the current lead, so reopening a lead or undoing a merge changes it.
type Reward struct {
	Rule   RewardRule
	Amount Money
	Status RewardStatus
	Why    RewardGround
}

// RewardRule says what a reward is for.
type RewardRule string

// The rules: an amount for each referred lead that gets as far as the playbook asks, and another one if it
// becomes a customer. The playbook sets both amounts.
const (
	RewardPerLead RewardRule = "per_lead"
	RewardPerWon  RewardRule = "per_won"
)

// RewardStatus says whether a reward is earned.
type RewardStatus string

// A reward is open until the lead decides it.
const (
	RewardOpen   RewardStatus = "open"
	RewardEarned RewardStatus = "earned"
	RewardVoid   RewardStatus = "void"
)

// RewardGround explains the status: what an open reward still waits for, what earned an earned one, and why a
// void one is void.
type RewardGround string

// What earns a reward.
const (
	RewardRegistered RewardGround = "registered"
	RewardCertified  RewardGround = "certified" // it came to sales, by a person or by the definition
	RewardClaimed    RewardGround = "claimed"
	RewardWon        RewardGround = "won"
)

// Why there is no reward.
const (
	VoidDuplicate    RewardGround = "duplicate"    // the lead was already known
	VoidSales        RewardGround = "sales"        // the referrer works on leads as their job
	VoidTest         RewardGround = "test"         // the lead was sent to test the connection
	VoidDisqualified RewardGround = "disqualified" // it was never a lead
	VoidLost         RewardGround = "lost"         // it did not become a customer
)
