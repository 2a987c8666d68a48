import type { Schema } from '../../api.ts'
import { Section } from '../section.tsx'
import { Nothing, Row, Rows } from '../settings/rows.tsx'

const roles: Readonly<Record<string, string>> = {
  primary_owner: 'Primary Owner',
  owner: 'Owner',
  admin: 'Admin',
  membership_admin: 'Membership admin',
}

/** Who may administer the tenant. */
export function People({ claude: { holders, members } }: { readonly claude: Schema<'Claude'> }) {
  return (
    <Section
      title="Who administers Claude"
      note="Whoever is here can widen what Claude reaches, and make keys."
    >
      {holders === null ? (
        <Nothing>Not read: the key may not, for which it needs read:compliance_user_data.</Nothing>
      ) : (
        <>
          <Rows label="Who administers Claude">
            {holders.map(({ role, email }) => (
              <Row
                key={`${role} ${email}`}
                title={email ?? 'Somebody without an address'}
                end={roles[role] ?? role}
              />
            ))}
          </Rows>
          {members !== null && <p>{members.toLocaleString('en')} members in all.</p>}
        </>
      )}
    </Section>
  )
}
