/** Why we differ, by name; printed beside each miss of accuracy-files.ts. */
const publicKey = 'a public key, made to be shown'
const log = 'a log is scanned as text; the secrets in it are findings of their own'
const word = 'a mere word in a path; MongoCredentials.html has it, too'
const backup = 'the word alone says nothing of the content; copies of risky names are recognised as such'
const certificates = 'certificates only'
const content = 'narrows where a secret rule looks; not a risky name by itself'

export const judgedOtherwise: ReadonlyMap<string, string> = new Map([
  ['id_dsa.pub', publicKey],
  ['id_rsa_pub', publicKey],
  ['.ssh/id_rsa.pub', publicKey],
  ['schema.rb', 'the structure of a database; it holds no rows'],
  ['foo_backup', backup],
  ['foo_backup.txt', backup],
  ['backup', backup],
  ['development.log', log],
  ['some.log', log],
  ['id_rsa', 'the case is about an ignore setting, which here is the allowlist’s business'],
  ['id_dsa', 'the case is about an ignore setting, which here is the allowlist’s business'],
  ['some.fve', 'no documentation of a program that writes such a file was found'],
  ['configuration.user.xpl', 'firewall rules of one person; no secret in them'],
  ['journal.txt', 'any text may be named so; a diary holds no credential'],
  ['config', 'too general a name; recognised in .aws, .kube, .bundle and the like'],
  ['.ssh/config', 'host and user names; no secret in it'],
  ['high-entropy-misc.txt', 'its source counts no risk in it'],
  ['.dbeaver-data-sources.xml', 'DBeaver’s file has no dot before its name, and without it is recognised'],
  ['credential', word],
  ['password', word],
  ['some_dsasome', 'beyond `…_dsa` only `…_dsa.pub` and source code are named so'],
  ['privatesomekey', word],
  ['oauthsometoken', word],
  ['some.p7b', certificates],
  ['some.sst', certificates],
  ['some.cer', certificates],
  ['some.php', content],
  ['some.tf', content],
  ['some.yaml', content],
  ['some.yml', content],
])
