// The checks that Slack's client makes before it submits a view.

// inputErrors returns the errors of a view's input blocks by block id, in Slack's words.
export function inputErrors(blocks, surface) {
  const errors = {};
  for (const block of blocks) {
    if (block.type !== "input") continue;
    const words = problem(block, surface.value(block, block.element));
    if (words) errors[block.block_id] = words;
  }
  return errors;
}

function problem(block, value) {
  const empty = value === null || value === "" || (Array.isArray(value) && !value.length) || (typeof value === "string" && !value.trim());
  if (empty) return block.optional ? "" : "Please complete this required field.";
  return checks[block.element.type]?.(value, block.element) ?? "";
}

const checks = {
  plain_text_input(value, { min_length: min = 0, max_length: max = Infinity }) {
    const length = [...value].length;
    if (length < min) return `Please enter at least ${min} characters.`;
    return length > max ? `Please enter at most ${max} characters (now ${length}).` : "";
  },
  email_text_input: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? "" : "Please enter a valid email address."),
  url_text_input(value) {
    try {
      return /^https?:$/.test(new URL(value).protocol) ? "" : "Please enter a valid URL.";
    } catch {
      return "Please enter a valid URL.";
    }
  },
  number_input(value, { is_decimal_allowed: decimals, min_value: min, max_value: max }) {
    if (!/^-?\d+(\.\d+)?$/.test(value.trim())) return "Please enter a valid number.";
    if (!decimals && value.includes(".")) return "Please enter a whole number.";
    if (min !== undefined && Number(value) < Number(min)) return `Please enter a number of at least ${min}.`;
    if (max !== undefined && Number(value) > Number(max)) return `Please enter a number of at most ${max}.`;
    return "";
  },
};
