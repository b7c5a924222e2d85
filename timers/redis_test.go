package timers_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"dibs/timers"
	"dibs/timers/timerstest"
)

func TestRedis(t *testing.T) {
	timerstest.Run(t, func(t *testing.T) timers.Timers { return openRedis(t) })
}

// openRedis returns an empty set under a key of its own, which is deleted at the end of the test.
func openRedis(t testing.TB) *timers.Redis {
	t.Helper()
	url := os.Getenv("DIBS_TEST_REDIS")
	if url == "" {
		t.Skip("DIBS_TEST_REDIS is not set: `make test` starts a Redis for this test")
	}
	set, err := timers.NewRedis(url)
	if err != nil {
		t.Fatal(err)
	}
	set.Key = fmt.Sprintf("dibs:test:%s:%d", t.Name(), time.Now().UnixNano())
	t.Cleanup(func() { empty(t, set) })
	return set
}

// empty deletes the key without the set's knowledge, like FLUSHALL or a Redis that lost its data.
func empty(t testing.TB, set *timers.Redis) {
	t.Helper()
	o, err := redis.ParseURL(os.Getenv("DIBS_TEST_REDIS"))
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(o)
	defer client.Close()
	if err := client.Del(context.Background(), set.Key).Err(); err != nil {
		t.Error(err)
	}
}

func TestTwoProcessesShareTheTimersOfOneRedis(t *testing.T) {
	web := openRedis(t)
	defer web.Close()
	worker := openRedis(t)
	defer worker.Close()
	worker.Key = web.Key

	now := time.Now()
	if err := web.Arm(t.Context(), timers.Timer{ID: 7, Due: now.Add(-time.Second)}); err != nil {
		t.Fatal(err)
	}
	if ids, err := worker.Lease(t.Context(), now, 10, time.Minute); err != nil || len(ids) != 1 || ids[0] != 7 {
		t.Fatalf("the worker got %v (error %v), want timer 7", ids, err)
	}
	if ids, err := web.Lease(t.Context(), now, 10, time.Minute); err != nil || len(ids) != 0 {
		t.Fatalf("the web process got %v (error %v) during the worker's hold", ids, err)
	}
}

func TestAnEmptiedRedisAcceptsTimersAgain(t *testing.T) {
	set := openRedis(t)
	defer set.Close()
	now := time.Now()
	overdue := timers.Timer{ID: 1, Due: now.Add(-time.Second)}
	for _, armed := range []bool{true, false, true} {
		empty(t, set)
		if armed {
			if err := set.Arm(t.Context(), overdue); err != nil {
				t.Fatal(err)
			}
		}
		ids, err := set.Lease(t.Context(), now, 10, time.Minute)
		if err != nil || (len(ids) == 1) != armed {
			t.Fatalf("armed %v, leased %v (error %v)", armed, ids, err)
		}
	}
}

func TestAMemberOfAnotherProgramIsReported(t *testing.T) {
	set := openRedis(t)
	defer set.Close()
	o, err := redis.ParseURL(os.Getenv("DIBS_TEST_REDIS"))
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(o)
	defer client.Close()
	if err := client.ZAdd(t.Context(), set.Key, redis.Z{Score: 1, Member: "job:17"}).Err(); err != nil {
		t.Fatal(err)
	}
	_, err = set.Lease(t.Context(), time.Now(), 10, time.Minute)
	if err == nil || !strings.Contains(err.Error(), "job:17") || !strings.Contains(err.Error(), set.Key) {
		t.Errorf("got error %v, want one that names the key and the member", err)
	}
}

func TestACallToADeadRedisEndsWithItsContext(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and never answers
	if err != nil {
		t.Fatal(err)
	}
	silent := listener.Addr().String()
	t.Cleanup(func() { listener.Close() })
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()

	for name, address := range map[string]string{"nobody listens": closed.Addr().String(), "it never answers": silent} {
		t.Run(name, func(t *testing.T) {
			set, err := timers.NewRedis("redis://" + address + "?dial_timeout=1m&read_timeout=1m")
			if err != nil {
				t.Fatal(err)
			}
			defer set.Close()
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			asked := time.Now()
			_, errLease := set.Lease(ctx, asked, 10, time.Minute)
			for call, err := range map[string]error{
				"Ping": set.Ping(ctx), "Lease": errLease, "Arm": set.Arm(ctx, timers.Timer{ID: 1, Due: time.Now()}),
			} {
				if err == nil {
					t.Errorf("%s worked", call)
				}
			}
			if took := time.Since(asked); took > 10*time.Second {
				t.Errorf("three calls took %v although their context ends after 100 ms", took)
			}
		})
	}
}

func TestAnUnreadableAddressIsRefusedWithoutShowingThePassword(t *testing.T) {
	for _, url := range []string{"", "localhost:6379", "http://x:secret@y", "redis://x:secret@y/notanumber", "redis://x:secret%zz@y"} {
		set, err := timers.NewRedis(url)
		if err == nil {
			set.Close()
			t.Errorf("%q was accepted", url)
			continue
		}
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("the password is shown: %v", err)
		}
	}
}
