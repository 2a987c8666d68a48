import type { Schema } from '../../api.ts'
import { Mood, type MoodTone } from '../mood.tsx'
import { Section } from '../section.tsx'
import { Row, Rows } from '../settings/rows.tsx'
import { Time } from '../time.tsx'

type Switch = Schema<'Claude'>['switches'][number]

/** Settings at Claude that widen what it reaches. */
export const Switches = ({ switches }: { readonly switches: readonly Switch[] }) => (
  <Section
    title="Settings that widen what Claude reaches"
    note="A policy can require them, by the condition claudeSettings and the name beside each."
  >
    <Rows label="Settings at Claude">
      {switches.map((one) => (
        <Row
          key={one.name}
          title={
            <>
              {one.title} <code>{one.name}</code>
            </>
          }
          more={<About one={one} />}
          end={<Mood tone={toneOf(one)}>{wordsOf(one)}</Mood>}
        />
      ))}
    </Rows>
  </Section>
)

const About = ({ one: { why, since, by, value, isWide, clicks, page } }: { readonly one: Switch }) => (
  <>
    {why}
    {since !== null && (
      <>
        {' '}
        So since <Time at={since} />
        {by !== null && `, by ${by}`}.
      </>
    )}
    {value === null && ' Claude does not tell: an owner can state it with gatehouse attest.'}
    {isWide && (
      <p>
        {clicks.join(' → ')}:{' '}
        <a href={page} rel="noreferrer">
          {page}
        </a>
      </p>
    )}
  </>
)

const wordsOf = ({ value, isWide, isRequired }: Switch): string => {
  if (value === null) return 'Not told'
  const words = { on: 'On', off: 'Off' }[value] ?? value.replaceAll('_', ' ')
  return isRequired && isWide ? `${words}: against the policy` : words
}

const toneOf = ({ value, isWide, isRequired }: Switch): MoodTone =>
  value === null ? 'muted' : isWide ? (isRequired ? 'danger' : 'attention') : 'success'
