package handlers

import "dibs/lead"

// ReadLead reads the body of POST /v1/leads strictly; an error names the field that is wrong. sender is the
// source of a lead that names none. It is exported for trying a lead on a playbook.
func ReadLead(body []byte, sender string) (lead.Inquiry, error) {
	var b leadBody
	if err := decode(body, true, &b); err != nil {
		return lead.Inquiry{}, err
	}
	return b.inquiry(sender)
}
