/**
 * Names of secrets, as patterns over their words (see engine/name.ts). Words are compared whole, because parts of them lie:
 * `admin_password` has "min_pass" in it, `backend_token` "end_token" and `hashicorp` "hash".
 */

/** What may follow the telling word: `password2`, `DB_PASSWORD_PROD`, `token.value`. */
const tail =
  '(?: (?:value|string|text|plain|prod|production|live|stag(?:e|ing)|dev|development|test|local|default|env|base ?64|b ?64|hex|old|new|primary|secondary|main|v|[a-c]|\\d{1,3})){0,3}$'

/** Words that end so are passwords whatever stands before: `pgpassword`, `userpwd`. */
const longPassword = 'pass ?(?:words?|wd|phrase|code)|passwort|contrasena|motdepasse|pwd'
/** Before `pass` or `pw` in one word; more would take in `compass` and `bypass`. */
const owner =
  '(?:db|my|user|usr|admin|root|smtp|e?mail|imap|s?ftp|ssh|ldap|sql|mysql|pg|postgres|mongo|redis|rabbit(?:mq)?|auth|login|service|sys|wp|app|api|http|proxy|docker|vault|nexus|zabbix|minio|rds|wifi|vpn|sudo|bind|key|store|keystore|cert|backup|tomcat|jenkins|git|svn|oracle|kafka|mqtt|sa|prod)'

export const passwordName = new RegExp(`(?:${longPassword}|(?:\\b|\\b${owner})(?:pass|pw))${tail}`)

export const secretName = new RegExp(
  `(?:secrets?|tokens?|api ?keys?|cred(?:ential)?s?|auth|auth ?codes?|secret do not commit)(?: ?keys?)?${tail}`,
)

/** What a key is for, where it may be written in one word with what stands before: `awsaccesskey`. */
const longUse =
  'access|account|admin|application|cipher|client|consumer|crypto?|decrypt(?:ion)?|deploy|encrypt(?:ion)?|licen[cs]e|master|private|secret|service|session|shared|signing|signature|storage|subscription|webhook'

export const keyName = new RegExp(
  `(?:${longUse}|\\b(?:aes|app|bot|enc|hmac|jwt|rsa|sign|ssh|user|write)) ?keys?${tail}`,
)

/** Names that end like a secret's and are not one. */
const otherThing = new RegExp(
  [
    // Made to be seen, or for one request.
    'csrf|xsrf|\\bauthenticity|\\brequest verification|\\bnonce|\\bpublic|publishable|\\bpub keys?\\b|\\bidempoten|\\bsite ?key',
    // Derived from something.
    '\\bhash(?:ed|es)?\\b|\\bchecksum|\\bdigest|\\bintegrity|\\bfingerprint|\\bsha ?\\d|\\be ?tag\\b|\\bcommit',
    // Texts for people, and what describes a field.
    '\\b(?:placeholders?|labels?|hints?|prompts?|regexp?|patterns?|errors?|messages?|invalid|forgot(?:ten)?|reset ?link|types?|fields?|columns?|translations?|i 18 n)\\b',
    '\\b(?:header|param|parameter|env) ?names?\\b',
    // Options, and passes of a compiler or renderer.
    '\\b(?:min|max|no|show|hide|has|is|single|multi|one|two|first|second|third|last|render|depth|by) ?pass(?:words?)?\\b',
    // Where a list goes on, and what the parts of a text are.
    '\\b(?:(?:next|prev|previous)? ?page|pagination|next|sync|resume|start|end|change|update|lock|term|client|(?:client )?request|by|pad|mask|sep|cls|eos|bos|unk|stop|max|min|num|n|special) ?tokens?\\b',
    '\\b(?:continu|cursor|cancel)',
  ].join('|'),
)

const doNotCommit = /\bdo not commit\b/

/** Whether the words of a name say that it is of no secret. `secret_do_not_commit` speaks of no commit. */
export const isNameOfOther = (words: string): boolean => otherThing.test(words.replace(doNotCommit, ''))
