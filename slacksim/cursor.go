package slacksim

import (
	"encoding/base64"
	"strings"
)

// pageOf returns one page of a list, at most limit items from the cursor on, and the cursor of the next page, which is
// empty at the end. key identifies an item and must not change between pages. As with Slack, cursors are opaque to apps.
func pageOf[T any](s *Sim, a arguments, items []T, fallback, most int, key func(T) string) ([]T, string, error) {
	limit, ok := a.number("limit", fallback)
	if !ok || limit < 1 || limit > most {
		return nil, "", refuse("invalid_limit")
	}
	if cursor := a.str("cursor"); cursor != "" {
		at := -1
		for i, item := range items {
			if cursorFor(key(item)) == cursor {
				at = i
			}
		}
		if at < 0 {
			return nil, "", refuse("invalid_cursor")
		}
		items = items[at:]
	}
	if len(items) <= limit {
		return items, "", nil
	}
	if s.cfg.Limits.ShortPages && limit > 1 {
		limit--
	}
	return items[:limit], cursorFor(key(items[limit])), nil
}

// cursorFor encodes the key of the item that a page starts with.
func cursorFor(key string) string {
	return strings.TrimRight(base64.URLEncoding.EncodeToString([]byte("next:"+key)), "=") + "="
}

func nextCursor(cursor string) object { return object{"next_cursor": cursor} }
