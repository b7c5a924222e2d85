package store

import (
	"context"
	"net"
	"sync/atomic"
	"time"

	"github.com/lib/pq"
)

// silenceLimit is how long a Postgres may say nothing while it is asked something, before its connection is given up. It is a
// little more than a save may take. lib/pq itself does not interrupt a read when its context ends: without a limit, a server
// that vanished without a word would hold a connection until TCP gives up, which takes a quarter of an hour or more.
const silenceLimit = 35 * time.Second

// dialer opens connections to Postgres that give up after a silence. It is safe for concurrent use.
type dialer struct {
	net.Dialer
	limit *atomic.Int64 // nanoseconds; zero while migrations run, which may say nothing for long
}

// connector opens connections to the database of a URL.
func connector(rawURL string, limit *atomic.Int64) (*pq.Connector, error) {
	c, err := pq.NewConnector(rawURL)
	if err != nil {
		return nil, err
	}
	c.Dialer(dialer{limit: limit})
	return c, nil
}

// Dial, DialTimeout and DialContext are what lib/pq asks of a dialer.
func (d dialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

// DialTimeout is Dial with a time limit.
func (d dialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

// DialContext is Dial until the context ends.
func (d dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := d.Dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return impatient{c, d.limit}, nil
}

// impatient is a connection whose reads and writes fail after a silence.
type impatient struct {
	net.Conn
	limit *atomic.Int64
}

// Read fails with a timeout when nothing comes.
func (c impatient) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(c.until()); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}

// Write fails with a timeout when nothing is taken.
func (c impatient) Write(b []byte) (int, error) {
	if err := c.SetWriteDeadline(c.until()); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}

func (c impatient) until() time.Time {
	limit := time.Duration(c.limit.Load())
	if limit == 0 {
		return time.Time{}
	}
	return time.Now().Add(limit) //nolint:forbidigo // the deadline of a socket, which is no fact of a lead
}
