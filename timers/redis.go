package timers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Redis holds the timers of many processes in one sorted set. Its members are ids, its scores due times in Unix
// milliseconds. It never reads the clock of Redis: the caller passes now.
type Redis struct {
	// Key names the sorted set. Change it before the first call if several installations share a database.
	Key string

	client *redis.Client
}

var _ Timers = (*Redis)(nil)

// NewRedis returns the set in the Redis at url, "redis://[user:password@]host:port/database" (rediss for TLS). It does
// not connect yet; Ping tells whether Redis answers. A Redis that is down is reported within about two seconds, unless
// the url sets other limits (dial_timeout, read_timeout, max_retries).
//
// NewRedis turns off the log of go-redis for the whole process, because go-redis has one logger for all clients.
// Everything it logs it also returns as an error, and a worker that polls a Redis that is down would fill the log.
func NewRedis(url string) (*Redis, error) {
	o, err := redis.ParseURL(url)
	if err != nil {
		// The parser's error may quote the url with its password.
		return nil, errors.New("cannot read the address of Redis: write redis://host:port/database")
	}
	o.DialTimeout = cmp.Or(o.DialTimeout, time.Second)
	o.ReadTimeout = cmp.Or(o.ReadTimeout, time.Second)
	o.MaxRetries = cmp.Or(o.MaxRetries, 1)
	o.DialerRetries = 1
	o.ContextTimeoutEnabled = true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled} // for Redis Enterprise only
	logging.Disable()
	return &Redis{Key: "dibs:timers", client: redis.NewClient(o)}, nil
}

// Arm sets or replaces due times, MaxLease of them per command: see Timers.
func (r *Redis) Arm(ctx context.Context, at ...Timer) error {
	for chunk := range slices.Chunk(at, MaxLease) {
		members := make([]redis.Z, len(chunk))
		for i, t := range chunk {
			members[i] = redis.Z{Score: float64(millis(t.Due)), Member: t.ID}
		}
		if err := r.client.ZAdd(ctx, r.Key, members...).Err(); err != nil {
			return fmt.Errorf("arm %d timers: %w", len(at), err)
		}
	}
	return nil
}

// Disarm removes timers, MaxLease of them per command: see Timers.
func (r *Redis) Disarm(ctx context.Context, ids ...int64) error {
	for chunk := range slices.Chunk(ids, MaxLease) {
		members := make([]any, len(chunk))
		for i, id := range chunk {
			members[i] = id
		}
		if err := r.client.ZRem(ctx, r.Key, members...).Err(); err != nil {
			return fmt.Errorf("disarm %d timers: %w", len(ids), err)
		}
	}
	return nil
}

// leaseScript takes the earliest due ids and postpones each to the end of the hold, in one step.
//
// KEYS[1] -> dibs:timers: sorted set, id -> due
// --
// ARGV[1] -> now, Unix milliseconds
// ARGV[2] -> the most ids, up to 1000 (Lua's stack holds 8000 values, and each id takes two)
// ARGV[3] -> the end of the hold, Unix milliseconds
//
// Returns the ids, earliest first.
var leaseScript = redis.NewScript(`
local ids = redis.call("ZRANGE", KEYS[1], "-inf", ARGV[1], "BYSCORE", "LIMIT", 0, ARGV[2])
if #ids > 0 then
	local held = {}
	for i, id in ipairs(ids) do
		held[2 * i - 1] = ARGV[3]
		held[2 * i] = id
	end
	redis.call("ZADD", KEYS[1], unpack(held))
end
return ids
`)

// Lease returns due timers: see Timers. If its answer is lost on the way, nobody has the ids until the hold ends or
// they are armed again.
func (r *Redis) Lease(ctx context.Context, now time.Time, limit int, hold time.Duration) ([]int64, error) {
	if hold <= 0 {
		return nil, errHoldNotPositive
	}
	limit = min(max(limit, 0), MaxLease) // to Redis a negative limit means no limit
	members, err := leaseScript.Run(ctx, r.client, []string{r.Key},
		now.UnixMilli(), limit, millis(now.Add(hold))).StringSlice()
	if err != nil {
		return nil, fmt.Errorf("lease timers: %w", err)
	}
	ids := make([]int64, len(members))
	for i, member := range members {
		if ids[i], err = strconv.ParseInt(member, 10, 64); err != nil {
			return nil, fmt.Errorf("lease timers: %s holds %q, which is not an id; does another program use this key?", r.Key, member)
		}
	}
	return ids, nil
}

// Len counts the timers: see Timers.
func (r *Redis) Len(ctx context.Context) (int, error) {
	n, err := r.client.ZCard(ctx, r.Key).Result()
	if err != nil {
		return 0, fmt.Errorf("count timers: %w", err)
	}
	return int(n), nil
}

// Ping reports whether Redis answers.
func (r *Redis) Ping(ctx context.Context) error {
	if err := r.client.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("reach Redis: %w", err)
	}
	return nil
}

// Close closes the connections.
func (r *Redis) Close() error { return r.client.Close() }
