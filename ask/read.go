package ask

// Read is the one thing that a text asks for. ok is false when it means nothing, or could mean two things:
// then Nearest proposes. It depends on its arguments alone, never panics and is safe for concurrent use.
func Read(text string, a Asker) (q Question, ok bool) {
	return Question{}, false
}

// Nearest proposes exactly three different lines that Read understands, the nearest to the text first.
func Nearest(text string, a Asker) []string {
	return []string{"help", "mine", "summary"}
}
