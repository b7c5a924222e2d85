package handlers

import "dibs/lead"

// ReadLead reads the body of POST /v1/leads outside of a request, for whoever tries a lead on a
// playbook: strictly, with the field that is wrong in the error. sender is the source of a lead
// that names none.
func ReadLead(body []byte, sender string) (lead.Inquiry, error) {
	var b leadBody
	if err := decode(body, true, &b); err != nil {
		return lead.Inquiry{}, err
	}
	return b.inquiry(sender)
}
