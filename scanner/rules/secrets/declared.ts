import type { TokenDetector } from '../../engine/rule.ts'
import { token } from './service-rule.ts'

const quoted = '"(?<secret>[^"\\r\\n]{4,300})"'

/**
 * Declarations in which nothing but a blank, or a tag, stands between a name and its value. They are found by their own first
 * word, because in other texts a name before a quote is given no value.
 * @param attributes how Elixir's attributes of such names begin, without `@`
 * @param words what the words of the name must match
 */
export const declared = (attributes: readonly string[], words: RegExp): readonly TokenDetector[] =>
  [
    token('#define ', new RegExp(`#define[ \\t]{1,8}(?<name>\\w{1,60})[ \\t]{1,40}${quoted}`)),
    token(
      '(def ',
      new RegExp(`\\(def[ \\t]{1,4}(?:\\^\\S{1,20}[ \\t])?(?<name>[\\w-]{1,60})\\s{1,20}${quoted}`),
    ),
    token(
      'ENV ',
      /ENV[ \t]{1,4}(?<name>[A-Za-z_]\w{0,60})[ \t]{1,4}["']?(?<secret>[^\s"'=$]{4,300})["']?[ \t]{0,8}(?:\r?\n|$)/,
    ),
    token('<key>', /<key>(?<name>[\w. -]{1,60})<\/key>\s{0,40}<string>(?<secret>[^<\s]{4,300})<\/string>/),
    token(
      attributes.map((name) => `@${name}`),
      new RegExp(`@(?<name>\\w{1,60})[ \\t]{1,4}${quoted}`),
    ),
  ].map((detector) => ({ ...detector, words, notAfter: null }))
