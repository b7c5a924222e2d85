package handlers

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"strings"

	"dibs/lead"
)

// googleAds is the body that a Google Ads lead form posts
// (developers.google.com/google-ads/webhook/docs/implementation). Its ids are JSON numbers of up to 64 bits, so they
// are kept as text.
type googleAds struct {
	LeadID  string `json:"lead_id"`
	Key     string `json:"google_key"`
	Test    bool   `json:"is_test"`
	Columns []struct {
		ID    string `json:"column_id"`
		Name  string `json:"column_name"`
		Value string `json:"string_value"`
	} `json:"user_column_data"`
	FormID     json.Number `json:"form_id"`
	CampaignID json.Number `json:"campaign_id"`
	AdGroupID  json.Number `json:"adgroup_id"`
	CreativeID json.Number `json:"creative_id"`
	ClickID    string      `json:"gcl_id"`
}

// googleKeyMatches compares the key in the body with the key that was typed into the lead form. Google does not sign
// its webhooks, so the key is the only proof.
func googleKeyMatches(_ *http.Request, body []byte, secret string) bool {
	var g struct {
		Key string `json:"google_key"`
	}
	if json.Unmarshal(body, &g) != nil || secret == "" {
		return false
	}
	given, want := sha256.Sum256([]byte(g.Key)), sha256.Sum256([]byte(secret))
	return subtle.ConstantTimeCompare(given[:], want[:]) == 1
}

// readGoogleAds reads the columns by their id. Custom questions become attributes. A test lead is marked and gets no
// external id: Google sends the same id with every test, so the second test would otherwise be dropped as a duplicate.
func readGoogleAds(body []byte) (lead.Inquiry, error) {
	var g googleAds
	if err := decode(body, false, &g); err != nil {
		return lead.Inquiry{}, err
	}
	if g.LeadID == "" {
		return lead.Inquiry{}, invalid("lead_id", "is required")
	}
	in := lead.Inquiry{ExternalID: g.LeadID, Test: g.Test, Campaign: g.CampaignID.String(), Attributes: map[string]string{}}
	if g.Test {
		in.ExternalID = ""
	}
	col := map[string]string{}
	for _, c := range g.Columns {
		col[c.ID] = c.Value
		if !googleColumns[c.ID] && c.Value != "" {
			in.Attributes[firstNonEmpty(c.Name, c.ID)] = c.Value
		}
	}
	in.Contact = lead.Contact{
		Name:  firstNonEmpty(col["FULL_NAME"], col["FIRST_NAME"]+" "+col["LAST_NAME"]),
		Email: firstNonEmpty(col["EMAIL"], col["WORK_EMAIL"]),
		Phone: firstNonEmpty(col["PHONE_NUMBER"], col["WORK_PHONE"]),
		Title: strings.TrimSpace(col["JOB_TITLE"]),
	}
	in.Company.Name = strings.TrimSpace(col["COMPANY_NAME"])
	for k, v := range map[string]string{
		"form_id": g.FormID.String(), "campaign_id": g.CampaignID.String(), "adgroup_id": g.AdGroupID.String(),
		"creative_id": g.CreativeID.String(), "gcl_id": g.ClickID,
	} {
		if v != "" {
			in.Attributes[k] = v
		}
	}
	return in, nil
}

// googleColumns are the columns that have a field of their own.
var googleColumns = map[string]bool{
	"FULL_NAME": true, "FIRST_NAME": true, "LAST_NAME": true, "EMAIL": true, "WORK_EMAIL": true,
	"PHONE_NUMBER": true, "WORK_PHONE": true, "JOB_TITLE": true, "COMPANY_NAME": true,
}
