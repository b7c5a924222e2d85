package blockkit

import (
	"encoding/json"
	"math/big"
)

// Blocks that show data: tables and charts.

var dataBlocks = []kind{table, dataTable, dataVisualization}

var (
	rawText = typed("raw_text", required("text", nonEmptyText))

	rawNumber = typed("raw_number", required("value", number), required("text", nonEmptyText))

	cell = anyOf(rawText, rawNumber, richText)
)

var table = block("table",
	required("rows", list(1, 100, list(1, 20, cell))),
	optional("column_settings", list(0, 20, columnSetting)),
).and(rectangular)

// columnSetting may be null, which leaves the column as it is.
func columnSetting(at string, v any) []Problem {
	if v == nil {
		return nil
	}
	return object(optional("align", enum("left", "center", "right")), optional("is_wrapped", boolean))(at, v)
}

// rectangular requires rows of the same width, and no more column settings than columns. The wording is ours.
var rectangular = wholeObject(func(at string, o map[string]any) []Problem {
	rows := values(o["rows"])
	if len(rows) == 0 {
		return nil
	}
	width := len(values(rows[0]))
	var found []Problem
	for i, row := range rows {
		if len(values(row)) != width {
			found = append(found, problem(item(at+"/rows", i), "must provide exactly %d items", width)...)
		}
	}
	if len(values(o["column_settings"])) > width {
		found = append(found, problem(at+"/column_settings", "no more than %d items allowed", width)...)
	}
	return found
})

// dataTable may have 201 rows: a header and 200 rows of data.
var dataTable = block("data_table",
	required("rows", list(2, 201, list(1, 20, cell))),
	required("caption", nonEmptyText),
	optional("page_size", integer(1, 100)),
	optional("row_header_column_index", integer(0, 19)),
).and(wholeObject(func(at string, o map[string]any) []Problem {
	if textLength(o["rows"]) > dataTableTotal {
		return problem(at+"/rows", "must be less than %d characters", dataTableTotal+1)
	}
	return nil
}))

var dataVisualization = block("data_visualization",
	required("title", text(1, 50)),
	required("chart", anyOf(
		typed("pie", required("segments", list(1, 12, object(required("label", text(1, 20)), required("value", positive))))),
		axisChart("bar"), axisChart("line"), axisChart("area"),
	)))

func axisChart(name string) kind {
	point := object(required("label", text(1, 20)), required("value", number))
	series := object(required("name", text(1, 20)), required("data", list(1, 20, point)))
	axes := object(
		required("categories", list(1, 20, text(1, 20))),
		optional("x_label", text(1, 50)),
		optional("y_label", text(1, 50)))
	return typed(name, required("series", list(1, 12, series)), required("axis_config", axes))
}

// positive is a number above zero. It uses big.Float because the number may be too large for a float64.
func positive(at string, v any) []Problem {
	n, ok := v.(json.Number)
	if !ok {
		return problem(at, "must provide a number")
	}
	if f, _, err := big.ParseFloat(n.String(), 10, 53, big.ToNearestEven); err == nil && f.Sign() <= 0 {
		return problem(at, "must be greater than 0")
	}
	return nil
}
