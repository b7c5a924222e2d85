package blockkit_test

import (
	"fmt"
	"slices"
	"strings"
)

// The payloads that the cases change so that Slack refuses them. Unchanged, each is accepted.
const (
	aText        = `{"type":"mrkdwn","text":"Lead"}`
	plain        = `{"type":"plain_text","text":"Lead"}`
	anOption     = `{"text":{"type":"plain_text","text":"A"},"value":"a","description":{"type":"plain_text","text":"first"}}`
	aButton      = `{"type":"button","text":` + plain + `,"action_id":"go"}`
	confirmed    = `{"type":"button","text":` + plain + `,"confirm":{"title":` + plain + `,"text":` + plain + `,"confirm":` + plain + `,"deny":` + plain + `}}`
	aSelect      = `{"type":"static_select","placeholder":` + plain + `,"options":[` + anOption + `]}`
	grouped      = `{"type":"static_select","option_groups":[{"label":` + plain + `,"options":[` + anOption + `]}]}`
	anOverflow   = `{"type":"overflow","options":[` + anOption + `]}`
	someBoxes    = `{"type":"checkboxes","options":[` + anOption + `]}`
	someRadios   = `{"type":"radio_buttons","options":[` + anOption + `]}`
	aSource      = `{"type":"url","url":"https://example.com","text":"Example"}`
	aSection     = `[{"type":"section","block_id":"s","text":` + aText + `,"fields":[` + aText + `]}]`
	aHeader      = `[{"type":"header","text":` + plain + `}]`
	anImage      = `[{"type":"image","image_url":"https://example.com/a.png","alt_text":"a"}]`
	anInput      = `[{"type":"input","label":` + plain + `,"hint":` + plain + `,"element":{"type":"plain_text_input","max_length":5}}]`
	aNumber      = `[{"type":"input","label":` + plain + `,"element":{"type":"number_input","is_decimal_allowed":true,"min_value":"9","max_value":"10"}}]`
	aFileInput   = `[{"type":"input","label":` + plain + `,"element":{"type":"file_input","max_files":5}}]`
	aMarkdown    = `[{"type":"markdown","text":"Lead"}]`
	aTable       = `[{"type":"table","rows":[[{"type":"raw_text","text":"a"}],[{"type":"raw_text","text":"b"}]],"column_settings":[null]}]`
	aVideo       = `[{"type":"video","alt_text":"a","thumbnail_url":"https://example.com/t","video_url":"https://example.com/v","title":` + plain + `,"description":` + plain + `}]`
	aModal       = `{"type":"modal","title":` + plain + `,"close":` + plain + `,"submit":` + plain + `,"blocks":[{"type":"divider"}]}`
	anAlert      = `[{"type":"alert","text":` + aText + `}]`
	aCard        = `{"type":"card","block_id":"c","title":` + aText + `,"subtitle":` + aText + `,"body":` + aText + `,"subtext":` + aText + `,"actions":[` + aButton + `]}`
	aContainer   = `[{"type":"container","title":` + plain + `,"subtitle":` + aText + `,"child_blocks":[{"type":"divider"}]}]`
	feedback     = `{"type":"feedback_buttons","action_id":"f","positive_button":{"text":` + plain + `,"value":"y"},"negative_button":{"text":` + plain + `,"value":"n"}}`
	anIconButton = `{"type":"icon_button","icon":"trash","text":` + plain + `,"visible_to_user_ids":["U1"]}`
	aDataTable   = `[{"type":"data_table","caption":"Leads","page_size":5,"rows":[[{"type":"raw_text","text":"a"}],[{"type":"raw_text","text":"b"}]]}]`
	aPie         = `[{"type":"data_visualization","title":"Leads","chart":{"type":"pie","segments":[{"label":"hot","value":1}]}}]`
	aChart       = `[{"type":"data_visualization","title":"Leads","chart":{"type":"bar","series":[{"name":"hot","data":[{"label":"Mon","value":1}]}],"axis_config":{"categories":["Mon"],"x_label":"day"}}}]`
)

// refusal is a case of the manifest: a payload, the pointer to the value that is changed, the new value and the expected
// problem. The last two are empty if they follow from a limit in block-limits.json.
type refusal struct {
	payload, at string
	value       any
	want        string
}

func in(wrapper, payload string) string { return fmt.Sprintf(wrapper, payload) }

var refusals = map[string]refusal{
	"text-empty":                   {payload: aSection, at: "/blocks/0/text/text"},
	"text-too-long":                {payload: aSection, at: "/blocks/0/text/text"},
	"block-id-too-long":            {payload: aSection, at: "/blocks/0/block_id"},
	"section-text-too-long":        {payload: aSection, at: "/blocks/0/text/text"},
	"section-too-many-fields":      {payload: aSection, at: "/blocks/0/fields"},
	"section-field-too-long":       {payload: aSection, at: "/blocks/0/fields/0/text"},
	"section-missing-content":      {payload: `[{"type":"divider"}]`, at: "/blocks/0/type", value: "section", want: "must define either `text` or `fields` [json-pointer:/blocks/0/type]"},
	"header-text-too-long":         {payload: aHeader, at: "/blocks/0/text/text"},
	"image-url-too-long":           {payload: anImage, at: "/blocks/0/image_url"},
	"image-alt-text-too-long":      {payload: anImage, at: "/blocks/0/alt_text"},
	"image-url-and-slack-file":     {payload: anImage, at: "/blocks/0/slack_file", value: map[string]any{"id": "F1"}, want: "failed to match exactly one allowed schema [json-pointer:/blocks/0]"},
	"input-label-too-long":         {payload: anInput, at: "/blocks/0/label/text"},
	"input-hint-too-long":          {payload: anInput, at: "/blocks/0/hint/text"},
	"input-invalid-element":        {payload: anInput, at: "/blocks/0/element/type", value: "button", want: "unsupported type: button [json-pointer:/blocks/0/element/type]"},
	"markdown-empty":               {payload: aMarkdown, at: "/blocks/0/text"},
	"markdown-too-long":            {payload: aMarkdown, at: "/blocks/0/text"},
	"actions-too-many-elements":    {payload: in(inActions, aButton), at: "/blocks/0/elements"},
	"context-too-many-elements":    {payload: in(inContext, aText), at: "/blocks/0/elements"},
	"context-invalid-element":      {payload: in(inContext, aText), at: "/blocks/0/elements/0/type", value: "button", want: "unsupported type: button [json-pointer:/blocks/0/elements/0/type]"},
	"video-alt-text-empty":         {payload: aVideo, at: "/blocks/0/alt_text"},
	"video-alt-text-too-long":      {payload: aVideo, at: "/blocks/0/alt_text"},
	"video-title-too-long":         {payload: aVideo, at: "/blocks/0/title/text"},
	"video-author-name-too-long":   {payload: aVideo, at: "/blocks/0/author_name"},
	"video-description-too-long":   {payload: aVideo, at: "/blocks/0/description/text"},
	"video-provider-name-too-long": {payload: aVideo, at: "/blocks/0/provider_name"},

	"button-action-id-too-long":             {payload: in(inActions, aButton), at: "/blocks/0/elements/0/action_id"},
	"button-text-too-long":                  {payload: in(inActions, aButton), at: "/blocks/0/elements/0/text/text"},
	"button-url-too-long":                   {payload: in(inActions, aButton), at: "/blocks/0/elements/0/url"},
	"button-value-too-long":                 {payload: in(inActions, aButton), at: "/blocks/0/elements/0/value"},
	"button-accessibility-label-too-long":   {payload: in(inActions, aButton), at: "/blocks/0/elements/0/accessibility_label"},
	"confirmation-title-too-long":           {payload: in(inActions, confirmed), at: "/blocks/0/elements/0/confirm/title/text"},
	"confirmation-text-too-long":            {payload: in(inActions, confirmed), at: "/blocks/0/elements/0/confirm/text/text"},
	"confirmation-confirm-too-long":         {payload: in(inActions, confirmed), at: "/blocks/0/elements/0/confirm/confirm/text"},
	"confirmation-deny-too-long":            {payload: in(inActions, confirmed), at: "/blocks/0/elements/0/confirm/deny/text"},
	"option-text-too-long":                  {payload: in(inActions, aSelect), at: "/blocks/0/elements/0/options/0/text/text"},
	"option-value-too-long":                 {payload: in(inActions, aSelect), at: "/blocks/0/elements/0/options/0/value"},
	"option-description-too-long":           {payload: in(inActions, aSelect), at: "/blocks/0/elements/0/options/0/description/text"},
	"option-url-too-long":                   {payload: in(inActions, anOverflow), at: "/blocks/0/elements/0/options/0/url"},
	"option-group-label-too-long":           {payload: in(inActions, grouped), at: "/blocks/0/elements/0/option_groups/0/label/text"},
	"option-group-empty":                    {payload: in(inActions, grouped), at: "/blocks/0/elements/0/option_groups/0/options"},
	"option-group-too-many-options":         {payload: in(inActions, grouped), at: "/blocks/0/elements/0/option_groups/0/options"},
	"select-placeholder-too-long":           {payload: in(inActions, aSelect), at: "/blocks/0/elements/0/placeholder/text"},
	"select-too-many-options":               {payload: in(inActions, aSelect), at: "/blocks/0/elements/0/options"},
	"select-too-many-option-groups":         {payload: in(inActions, grouped), at: "/blocks/0/elements/0/option_groups"},
	"static-select-options-and-groups":      {payload: in(inActions, grouped), at: "/blocks/0/elements/0/options", value: parse(`[` + anOption + `]`), want: "failed to match exactly one allowed schema [json-pointer:/blocks/0/elements/0]"},
	"overflow-empty":                        {payload: in(inActions, anOverflow), at: "/blocks/0/elements/0/options"},
	"overflow-too-many-options":             {payload: in(inActions, anOverflow), at: "/blocks/0/elements/0/options"},
	"checkboxes-empty":                      {payload: in(inActions, someBoxes), at: "/blocks/0/elements/0/options"},
	"checkboxes-too-many-options":           {payload: in(inActions, someBoxes), at: "/blocks/0/elements/0/options"},
	"radio-buttons-empty":                   {payload: in(inActions, someRadios), at: "/blocks/0/elements/0/options"},
	"radio-buttons-too-many-options":        {payload: in(inActions, someRadios), at: "/blocks/0/elements/0/options"},
	"url-source-url-empty":                  {payload: in(inSources, aSource), at: "/blocks/0/sources/0/url"},
	"url-source-url-too-long":               {payload: in(inSources, aSource), at: "/blocks/0/sources/0/url"},
	"file-input-max-files-too-small":        {payload: aFileInput, at: "/blocks/0/element/max_files"},
	"file-input-max-files-too-large":        {payload: aFileInput, at: "/blocks/0/element/max_files"},
	"plain-text-input-max-length-too-large": {payload: anInput, at: "/blocks/0/element/max_length"},
	"number-input-inverted-range":           {payload: aNumber, at: "/blocks/0/element/min_value", value: "10.5", want: "must not be greater than `max_value` [json-pointer:/blocks/0/element/min_value]"},

	"view-missing-blocks":            {payload: aModal, at: "/view/blocks"},
	"view-too-many-blocks":           {payload: aModal, at: "/view/blocks"},
	"view-private-metadata-too-long": {payload: aModal, at: "/view/private_metadata"},
	"view-callback-id-too-long":      {payload: aModal, at: "/view/callback_id"},
	"view-title-too-long":            {payload: aModal, at: "/view/title/text"},
	"view-close-too-long":            {payload: aModal, at: "/view/close/text"},
	"view-submit-too-long":           {payload: aModal, at: "/view/submit/text"},

	"table-too-many-rows":            {payload: aTable, at: "/blocks/0/rows", value: slices.Repeat(parse(`[[{"type":"raw_text","text":"a"}]]`).([]any), 101), want: "no more than 100 items allowed [json-pointer:/blocks/0/rows]"},
	"table-ragged-rows":              {payload: aTable, at: "/blocks/0/rows/1", value: slices.Repeat(parse(`[{"type":"raw_text","text":"a"}]`).([]any), 2), want: "must provide exactly 1 items [json-pointer:/blocks/0/rows/1]"},
	"table-column-settings-mismatch": {payload: aTable, at: "/blocks/0/column_settings", value: []any{nil, nil}, want: "no more than 1 items allowed [json-pointer:/blocks/0/column_settings]"},
	"data-table-too-few-rows":        {payload: aDataTable, at: "/blocks/0/rows"},
	"data-table-too-many-rows":       {payload: aDataTable, at: "/blocks/0/rows"},
	"data-table-too-few-columns":     {payload: aDataTable, at: "/blocks/0/rows/0"},
	"data-table-too-many-columns":    {payload: aDataTable, at: "/blocks/0/rows/0"},
	"data-table-page-size-too-small": {payload: aDataTable, at: "/blocks/0/page_size"},
	"data-table-page-size-too-large": {payload: aDataTable, at: "/blocks/0/page_size"},
	"data-table-cell-text-empty":     {payload: aDataTable, at: "/blocks/0/rows/0/0/text", value: "", want: "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]"},
	"data-table-content-too-long":    {payload: aDataTable, at: "/blocks/0/rows/0/0/text", value: strings.Repeat("😀", 20_000), want: "must be less than 20001 characters [json-pointer:/blocks/0/rows]"},

	"data-visualization-title-too-long": {payload: aPie, at: "/blocks/0/title"},
	"pie-chart-empty":                   {payload: aPie, at: "/blocks/0/chart/segments"},
	"pie-chart-too-many-segments":       {payload: aPie, at: "/blocks/0/chart/segments"},
	"chart-segment-label-too-long":      {payload: aPie, at: "/blocks/0/chart/segments/0/label"},
	"chart-segment-value-not-positive":  {payload: aPie, at: "/blocks/0/chart/segments/0/value", value: 0, want: "must be greater than 0 [json-pointer:/blocks/0/chart/segments/0/value]"},
	"chart-series-empty":                {payload: aChart, at: "/blocks/0/chart/series"},
	"chart-too-many-series":             {payload: aChart, at: "/blocks/0/chart/series"},
	"data-series-name-too-long":         {payload: aChart, at: "/blocks/0/chart/series/0/name"},
	"data-series-empty":                 {payload: aChart, at: "/blocks/0/chart/series/0/data"},
	"data-series-too-many-points":       {payload: aChart, at: "/blocks/0/chart/series/0/data"},
	"data-point-label-too-long":         {payload: aChart, at: "/blocks/0/chart/series/0/data/0/label"},
	"axis-categories-empty":             {payload: aChart, at: "/blocks/0/chart/axis_config/categories"},
	"axis-too-many-categories":          {payload: aChart, at: "/blocks/0/chart/axis_config/categories"},
	"axis-category-label-too-long":      {payload: aChart, at: "/blocks/0/chart/axis_config/categories/0"},
	"axis-label-too-long":               {payload: aChart, at: "/blocks/0/chart/axis_config/x_label"},

	"alert-text-too-long":                          {payload: anAlert, at: "/blocks/0/text/text"},
	"card-title-too-long":                          {payload: in(`[%s]`, aCard), at: "/blocks/0/title/text"},
	"card-subtitle-too-long":                       {payload: in(`[%s]`, aCard), at: "/blocks/0/subtitle/text"},
	"card-body-too-long":                           {payload: in(`[%s]`, aCard), at: "/blocks/0/body/text"},
	"card-subtext-too-long":                        {payload: in(`[%s]`, aCard), at: "/blocks/0/subtext/text"},
	"card-too-many-actions":                        {payload: in(`[%s]`, aCard), at: "/blocks/0/actions"},
	"carousel-empty":                               {payload: in(`[{"type":"carousel","elements":[%s]}]`, aCard), at: "/blocks/0/elements"},
	"carousel-too-many-cards":                      {payload: in(`[{"type":"carousel","elements":[%s]}]`, aCard), at: "/blocks/0/elements"},
	"container-title-too-long":                     {payload: aContainer, at: "/blocks/0/title/text"},
	"container-subtitle-too-long":                  {payload: aContainer, at: "/blocks/0/subtitle/text"},
	"container-too-many-child-blocks":              {payload: aContainer, at: "/blocks/0/child_blocks"},
	"context-actions-too-many-elements":            {payload: in(inContextActions, anIconButton), at: "/blocks/0/elements"},
	"feedback-button-text-too-long":                {payload: in(inContextActions, feedback), at: "/blocks/0/elements/0/positive_button/text/text"},
	"feedback-button-value-too-long":               {payload: in(inContextActions, feedback), at: "/blocks/0/elements/0/positive_button/value"},
	"feedback-button-accessibility-label-too-long": {payload: in(inContextActions, feedback), at: "/blocks/0/elements/0/positive_button/accessibility_label"},
	"icon-button-too-many-visible-users":           {payload: in(inContextActions, anIconButton), at: "/blocks/0/elements/0/visible_to_user_ids"},
}
