package slacksim

import (
	"encoding/json"
	"fmt"
	"net/mail"
	neturl "net/url"
	"strconv"
	"unicode/utf8"
)

// inputErrors returns the errors that Slack's own client shows before it submits a modal to the app, by block id.
func inputErrors(v *View) map[string]string {
	errors := map[string]string{}
	for _, e := range elementsOf(v.Blocks) {
		if !e.Input {
			continue
		}
		value := v.state.at(e.BlockID, e.ActionID)[valueField[e.Kind]]
		if isEmpty(value) {
			if !e.Optional {
				errors[e.BlockID] = "Please complete this required field."
			}
			continue
		}
		if problem := inputError(e, value); problem != "" {
			errors[e.BlockID] = problem
		}
	}
	return errors
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	}
	return false
}

func inputError(e element, value any) string {
	text := fmt.Sprint(value)
	switch e.Kind {
	case "plain_text_input":
		n := utf8.RuneCountInString(text)
		if least, ok := number(e.Raw["min_length"]); ok && float64(n) < least {
			return fmt.Sprintf("Please enter at least %v characters.", least)
		}
		if most, ok := number(e.Raw["max_length"]); ok && float64(n) > most {
			return fmt.Sprintf("Please enter at most %v characters.", most)
		}
	case "number_input":
		return numberError(e, text)
	case "email_text_input":
		if _, err := mail.ParseAddress(text); err != nil {
			return "Please enter a valid email address."
		}
	case "url_text_input":
		if u, err := neturl.Parse(text); err != nil || u.Host == "" {
			return "Please enter a valid URL."
		}
	}
	return ""
}

func numberError(e element, text string) string {
	n, err := strconv.ParseFloat(text, 64)
	decimal, _ := e.Raw["is_decimal_allowed"].(bool)
	if err != nil {
		return "Please enter a number."
	}
	if _, whole := strconv.ParseInt(text, 10, 64); whole != nil && !decimal {
		return "Please enter a whole number."
	}
	if least, ok := number(e.Raw["min_value"]); ok && n < least {
		return fmt.Sprintf("Please enter a number of at least %v.", least)
	}
	if most, ok := number(e.Raw["max_value"]); ok && n > most {
		return fmt.Sprintf("Please enter a number of at most %v.", most)
	}
	return ""
}

// number reads a limit, which blocks contain as a number or as a string.
func number(v any) (float64, bool) {
	switch v := v.(type) {
	case json.Number:
		n, err := v.Float64()
		return n, err == nil
	case string:
		n, err := strconv.ParseFloat(v, 64)
		return n, err == nil
	}
	return 0, false
}
