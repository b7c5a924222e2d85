package worktime_test

import (
	"fmt"
	"time"

	"dibs/worktime"
)

// An office in Berlin closes for lunch. A lead that comes in on Christmas Eve after closing time, and is due in a
// quarter of an hour or in a day, is due after the holidays.
func ExampleHours() {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		fmt.Println(err)
		return
	}
	var open [7][]worktime.Window
	for day := time.Monday; day <= time.Friday; day++ {
		open[day] = []worktime.Window{{From: 9 * 60, To: 12*60 + 30}, {From: 13*60 + 15, To: 18 * 60}}
	}
	holidays, _ := worktime.HolidaysIn("DE-BE")
	hours := worktime.New(berlin, open, holidays)

	evening := time.Date(2026, 12, 24, 18, 5, 0, 0, berlin)
	fmt.Println(hours.Week(), hours.Open(evening))
	fmt.Println(hours.Due(evening, 15*time.Minute))
	fmt.Println(hours.Due(evening, 24*time.Hour))
	// Output:
	// [mon-fri 09:00-12:30 and 13:15-18:00] false
	// 2026-12-28 09:15:00 +0100 CET
	// 2026-12-29 09:00:00 +0100 CET
}
