package store

import (
	"context"
	"net"
	"sync/atomic"
	"time"

	"github.com/lib/pq"
)

// silenceLimit is how long Postgres may take to answer before its connection is given up. It is a little longer than
// a save may take. lib/pq itself does not interrupt a read when its context ends: without a limit, a server that
// vanished silently would block a connection until TCP gives up, which takes a quarter of an hour or more.
const silenceLimit = 35 * time.Second

// dialer opens connections to Postgres that give up after a silence. It is safe for concurrent use.
type dialer struct {
	net.Dialer
	limit *atomic.Int64 // nanoseconds; zero while migrations run, because they may take long to answer
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

// Dial implements pq.Dialer.
func (d dialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

// DialTimeout is Dial with a time limit.
func (d dialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

// DialContext is Dial with a context.
func (d dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := d.Dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return impatient{c, d.limit}, nil
}

// impatient is a connection whose reads and writes time out.
type impatient struct {
	net.Conn
	limit *atomic.Int64
}

// Read fails with a timeout when no data comes for too long.
func (c impatient) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(c.until()); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}

// Write fails with a timeout when the other side accepts no data for too long.
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
