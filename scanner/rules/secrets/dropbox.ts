import { mustLookIssued } from './checks/issued-value.ts'
import { named } from './form.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

const long = (seed: number): string =>
  join(random('base64url', 11, seed), 'A'.repeat(10), random('base64url', 43, seed))

export const dropbox = rulesOf(
  {
    id: 'dropbox',
    name: 'Dropbox',
    revokeAt: 'https://www.dropbox.com/developers/apps',
    source: unverified('https://developers.dropbox.com/oauth-guide'),
  },
  [
    {
      kind: 'access-token',
      title: 'access token',
      severity: 'high',
      confidence: 'high',
      allows: 'read and change the files that the app can reach in this account, for four hours',
      detect: [
        token(['sl.A', 'sl.B', 'sl.C', 'sl.D', 'sl.u.'], /sl\.(?:u\.)?[A-Za-z0-9_-]{120,1500}/, {
          notAfter: /[A-Za-z0-9_-]/,
        }),
      ],
      randomBits: 600,
      matches: [
        () => `DROPBOX_TOKEN=${join('sl.B', random('base64url', 135))}\n`,
        () => `dbx = dropbox.Dropbox('${join('sl.u.A', random('base64url', 1100))}')`,
      ],
      misses: [
        () => join('sl.B', random('base64url', 40)),
        () => `import xsl.Behaviour`,
        () => join('ssl.B', random('base64url', 140)),
      ],
    },
    {
      kind: 'long-lived-token',
      title: 'long-lived access token or refresh token',
      severity: 'critical',
      confidence: 'high',
      allows:
        'read and change the files that the app can reach in this account, for as long as it is not revoked',
      detect: [
        {
          ...assigned(
            ['dropbox', 'dbx_', 'dbx-', 'dbx.', 'dbxtoken', 'dbxaccess', 'dbxrefresh'],
            /[A-Za-z0-9_-]{11}A{8,12}[A-Za-z0-9_-]{41,45}/,
          ),
          hasRuns: true,
        },
      ],
      randomBits: 250,
      check: mustLookIssued,
      matches: [
        () => `dropbox: ${long(1)}\n`,
        () => `DROPBOX_ACCESS_TOKEN="${long(2)}"`,
        () => `{"dropboxRefreshToken": "${long(3)}"}`,
      ],
      misses: [() => `dropbox_token = "${'A'.repeat(64)}"`, () => `icon = "${long(4)}"`],
    },
    {
      kind: 'app-secret',
      title: 'app key or app secret',
      severity: 'high',
      confidence: 'medium',
      allows: 'complete sign-ins as the app, if it is the secret; the app key alone is public',
      ...named('dropbox app secret', chars('lowerDigits', 15)),
    },
  ],
)
