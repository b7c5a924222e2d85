package lead

// Review is what happened in a week, for a manager or for a channel.
type Review struct {
	Now         Summary // of the week
	Before      Summary // of the week before, for comparison
	Ready       int     // of the leads registered in the week, how many have been sales-ready so far
	ReadyBefore int     // the same of the week before
	Won         []*Lead // won in the week, the latest first; of a channel only where names may be shown

	// For a manager.
	Loads []Load  // how much everybody has in hand
	Needs []*Lead // what needs someone, the first to be done first
	More  int     // how many more than Needs need someone
}

// Empty reports whether there is nothing to say: nothing happened, and nothing is open.
func (r Review) Empty() bool {
	quiet := func(s Summary) bool { return s.New+s.Claimed+s.Won+s.Lost == 0 }
	return quiet(r.Now) && quiet(r.Before) && r.Now.Open() == 0 && len(r.Needs) == 0
}

// ShelfAgain is what still waits for somebody although its ladder is at its end.
const ShelfAgain Shelf = "again"

// Diary lists the shelves of somebody's diary, in its order: what is due, what waits for them, what
// nobody took so far, and what they could take. The other shelves of a desk show what is going well,
// or what everybody has.
func Diary() []Shelf {
	return []Shelf{
		ShelfOverdue, ShelfToday, ShelfWaiting, ShelfCovering, ShelfAgain, ShelfPool, ShelfInquiries, ShelfReturned, ShelfWaking,
	}
}
