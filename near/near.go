// Package near counts how far apart two words are, for programs that guess what somebody mistyped.
package near

// Longest bounds the work of comparing, in letters: nothing that people are offered is longer.
const Longest = 50

// Distance is the number of letters to insert, delete, change or swap with their neighbour to make
// one word of the other (optimal string alignment), in the case they are in. Words longer than Longest
// are as far from all others as their letters are many.
func Distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	if len(s) > Longest || len(t) > Longest {
		if a == b {
			return 0
		}
		return max(len(s), len(t))
	}
	var before, row, next [Longest + 1]int
	for j := range len(t) + 1 {
		row[j] = j
	}
	for i := range s {
		next[0] = i + 1
		for j := range t {
			change := 1
			if s[i] == t[j] {
				change = 0
			}
			next[j+1] = min(row[j+1]+1, next[j]+1, row[j]+change)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(t)]
}
