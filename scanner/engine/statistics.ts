/** Shannon entropy of the text's characters, in bits per character; 0 for an empty text. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>()
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1)
  let entropy = 0
  for (const count of counts.values()) {
    const share = count / text.length
    entropy -= share * Math.log2(share)
  }
  return entropy
}

/** How many of: lower-case letters, upper-case letters, digits, anything else. */
export function characterClasses(text: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((one) => one.test(text)).length
}

/**
 * How often the text changes between letters and digits, per character. Words and identifiers change rarely; random text
 * does at about every second or third character.
 */
export function alternation(text: string): number {
  let changes = 0
  for (let index = 1; index < text.length; index += 1) {
    if (/\d/.test(text[index]!) !== /\d/.test(text[index - 1]!)) changes += 1
  }
  return text.length === 0 ? 0 : changes / text.length
}
