import type { Schema } from '../../api.ts'
import { RouterLink } from '../router-link.tsx'
import { Section } from '../section.tsx'
import { Nothing, Row, Rows } from '../settings/rows.tsx'
import { Time } from '../time.tsx'

type Claude = Schema<'Claude'>
type Connection = Claude['connections'][number]

const vias: Readonly<Record<Connection['via'], string>> = {
  project: 'Attached to a project',
  chat: 'Attached to a chat',
  'code-review': 'Code Review',
  integration: 'GitHub integration',
  agent: 'Given to an agent (access bundle)',
  'agent-default': 'Default source of an agent',
}

/** What is connected at Claude now, as Claude's own record says. */
export function Connected({ claude: { connections, moreConnections } }: { readonly claude: Claude }) {
  return (
    <Section
      title="Connected at Claude"
      note="Open now, the newest first. A repository that is not allowed here is shown with its other connections, and its owners are told. No program can take these away: each row says where a person does."
    >
      {connections.length === 0 ? (
        <Nothing>Nothing is connected at Claude that its record tells of.</Nothing>
      ) : (
        <Rows label="Connected at Claude">
          {connections.map((one) => (
            <Row key={one.source} title={<Named connection={one} />} more={<About connection={one} />} />
          ))}
        </Rows>
      )}
      {moreConnections > 0 && <p>And {moreConnections.toLocaleString('en')} more.</p>}
    </Section>
  )
}

function Named({ connection: { repository, named } }: { readonly connection: Connection }) {
  if (repository !== null)
    return <RouterLink href={`/repositories/${repository.id}`}>{repository.name}</RouterLink>
  return named === null ? 'Everything that an installation reaches' : `${named} (of nobody here)`
}

const About = ({ connection: { via, openedAt, by, undo } }: { readonly connection: Connection }) => (
  <>
    {vias[via]}
    {by !== null && ` by ${by}`}
    {openedAt !== null && (
      <>
        {' '}
        <Time at={openedAt} />
      </>
    )}
    <p>To undo it: {undo}.</p>
  </>
)
