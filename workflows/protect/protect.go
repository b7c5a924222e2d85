// Package protect keeps a panic in one item, such as a card or a wake-up, from ending the process.
package protect

import (
	"fmt"
	"runtime/debug"
)

// Panic is the error that a panic becomes. It holds the stack, for the log.
type Panic struct {
	Value any
	Stack []byte
}

// Error returns the value of the panic and its stack.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v\n%s", p.Value, p.Stack) }

// Run calls f, and returns a *Panic when f panics.
func Run(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Panic{Value: v, Stack: debug.Stack()}
		}
	}()
	return f()
}
