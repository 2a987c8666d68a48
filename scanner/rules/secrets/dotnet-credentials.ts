import { judgeCredentials } from './checks/credentials.ts'
import { samplePassword } from './sample-texts.ts'
import { rulesOf, token, unverified } from './service-rule.ts'
import { singleKey } from './single-key.ts'

const fix = 'Change the password, and ask for it, or read it from a secret store, when the program runs.'
const opens = 'sign in as the account it belongs to'

/** In double quotes PowerShell fills in variables; in C# it does not, but there a `$` at the start is as rare. */
const checkPassword = (secret: string) => judgeCredentials({ user: '', password: secret, host: '' })

const powershell = singleKey({
  id: 'powershell',
  name: 'PowerShell',
  revokeAt: '',
  source: unverified(
    'https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.security/convertto-securestring',
  ),
  kind: 'secure-string',
  title: 'password in clear text (SecureString)',
  allows: opens,
  fix,
  randomBits: 0,
  detect: [
    token(
      'ConvertTo-SecureString',
      /ConvertTo-SecureString\s{1,8}(?:-(?:String|AsPlainText|Force)\s{1,8}){0,3}["'](?<secret>[^"'\r\n]{1,200})["'](?:\s{1,4}-Force)?\s{1,4}-AsPlainText/i,
      { ignoreCase: true },
    ),
    token(
      'ConvertTo-SecureString',
      /ConvertTo-SecureString\s{1,8}(?:-Force\s{1,4})?-AsPlainText\s{1,4}(?:-(?:String|Force)\s{1,8}){0,2}["'](?<secret>[^"'\r\n]{1,200})["']/i,
      { ignoreCase: true, notAfter: null },
    ),
  ],
  check: checkPassword,
  matches: [
    () => `$p = ConvertTo-SecureString -String "${samplePassword(1)}" -AsPlainText -Force`,
    () => `ConvertTo-SecureString '${samplePassword(2)}' -AsPlainText -Force`,
    () => `ConvertTo-SecureString -AsPlainText -Force -String '${samplePassword(3)}'`,
  ],
  misses: [
    () => 'ConvertTo-SecureString -String "$(Password)" -AsPlainText -Force',
    () => 'ConvertTo-SecureString $password -AsPlainText -Force',
    () => `ConvertTo-SecureString -String "${samplePassword(4)}" -Key $key`,
  ],
})

/** Classes whose first two arguments are a name and a password; the last ones are Java's. */
const credentialTypes = [
  'NetworkCredential',
  'PSCredential',
  'SqlCredential',
  'UserPasswordCredential',
  'UsernamePasswordCredential',
]
const ofType = `(?:${credentialTypes.join('|')})s?`

const dotnet = rulesOf(
  {
    id: 'dotnet',
    name: '.NET',
    revokeAt: '',
    source: unverified('https://learn.microsoft.com/en-us/dotnet/api/system.net.networkcredential'),
  },
  [
    {
      kind: 'credential-object',
      title: 'password in a credential object',
      severity: 'high',
      confidence: 'high',
      allows: opens,
      fix,
      source: unverified('https://learn.microsoft.com/en-us/dotnet/api/system.net.networkcredential'),
      randomBits: 0,
      detect: [
        token(
          credentialTypes,
          new RegExp(
            `${ofType} ?\\(\\s{0,40}@?["'][^"'\\r\\n]{1,100}["']\\s{0,4},\\s{0,40}@?["'](?<secret>[^"'\\r\\n]{1,200})["']\\s{0,40}[,)]`,
          ),
          { notAfter: null },
        ),
        token(
          credentialTypes,
          new RegExp(
            `${ofType} ?\\(\\s{0,4}\\)\\s{0,40}\\{[^{}]{0,300}?Password\\s{0,4}=\\s{0,4}@?"(?<secret>[^"\\r\\n]{1,200})"`,
          ),
          { notAfter: null },
        ),
      ],
      check: (secret, { text }) =>
        judgeCredentials({
          user: /["']([^"'\r\n]{1,100})["']/.exec(text)?.[1]?.replace(/^.*\\/, '') ?? '',
          password: secret,
          host: '',
        }),
      matches: [
        () => `client.Credentials = new NetworkCredential("svc-app", "${samplePassword(5)}");`,
        () =>
          `New-Object System.Management.Automation.PSCredential ("CORP\\svc-app", "${samplePassword(6)}")`,
        () => `new SqlCredential()\n{\n  UserId = "svc-app",\n  Password = "${samplePassword(7)}",\n}`,
      ],
      misses: [
        () => 'new NetworkCredential(user, password)',
        () => 'new NetworkCredential("", "")',
        () => 'getCredential("name", "other", value)',
      ],
    },
  ],
)

export const dotnetCredentials = [...powershell, ...dotnet]
