package wording

import (
	"fmt"
	"strconv"
	"time"
)

// Duration says how long something took, as exactly as a person cares.
func Duration(d time.Duration) string {
	switch {
	case d < 0:
		return Duration(0)
	case d < 10*time.Second:
		return strconv.FormatFloat(d.Truncate(100*time.Millisecond).Seconds(), 'f', -1, 64) + " s"
	case d < time.Minute:
		return fmt.Sprintf("%d s", d/time.Second)
	case d < time.Hour:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d < 24*time.Hour:
		if m := d % time.Hour / time.Minute; m != 0 && d < 10*time.Hour {
			return fmt.Sprintf("%d h %d min", d/time.Hour, m)
		}
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	return Count(int((d+12*time.Hour)/(24*time.Hour)), "day")
}
