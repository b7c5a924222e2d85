package blockkit

import (
	"encoding/json"
	"math/big"
)

// Blocks that show data: tables and charts.

var dataBlocks = []kind{table, dataTable, dataVisualization}

var (
	rawText = typed("raw_text", must("text", words))

	rawNumber = typed("raw_number", must("value", number), must("text", words))

	cell = anyOf(rawText, rawNumber, richText)
)

var table = block("table",
	must("rows", list(1, 100, list(1, 20, cell))),
	may("column_settings", list(0, 20, columnSetting)),
).and(rectangular)

// columnSetting: null leaves a column as it is.
func columnSetting(at string, v any) []Problem {
	if v == nil {
		return nil
	}
	return object(may("align", enum("left", "center", "right")), may("is_wrapped", flag))(at, v)
}

// rectangular wants rows of the same width and settings for no more columns than there are. The wording is ours.
var rectangular = across(func(at string, o map[string]any) []Problem {
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

// dataTable: the first row is the header, so that 201 rows are 200 of data.
var dataTable = block("data_table",
	must("rows", list(2, 201, list(1, 20, cell))),
	must("caption", words),
	may("page_size", integer(1, 100)),
	may("row_header_column_index", integer(0, 19)),
).and(across(func(at string, o map[string]any) []Problem {
	if textLength(o["rows"]) > dataTableTotal {
		return problem(at+"/rows", "must be less than %d characters", dataTableTotal+1)
	}
	return nil
}))

var dataVisualization = block("data_visualization",
	must("title", text(1, 50)),
	must("chart", anyOf(
		typed("pie", must("segments", list(1, 12, object(must("label", text(1, 20)), must("value", positive))))),
		axisChart("bar"), axisChart("line"), axisChart("area"),
	)))

func axisChart(name string) kind {
	point := object(must("label", text(1, 20)), must("value", number))
	series := object(must("name", text(1, 20)), must("data", list(1, 20, point)))
	axes := object(
		must("categories", list(1, 20, text(1, 20))),
		may("x_label", text(1, 50)),
		may("y_label", text(1, 50)))
	return typed(name, must("series", list(1, 12, series)), must("axis_config", axes))
}

// positive is a number above zero, of any size: big.Float holds what float64 does not.
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
