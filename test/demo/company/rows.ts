import type { Visibility } from '../../github/world/entities.ts'
import type { PersonName } from './people.ts'
import type { Kind } from './source-files.ts'

/** One repository, as a line of a table. */
export interface Row {
  readonly name: string
  readonly kind: Kind
  readonly about: string
  /** How many commits; one if left out, beside those with which the repository is remarkable. */
  readonly commits?: number
  readonly team: string
  readonly visibility?: Visibility
  readonly archived?: true
  readonly isTemplate?: true
  /** The name of a row above. */
  readonly forkOf?: string
  readonly templateOf?: string
  readonly topics?: readonly string[]
  readonly owner?: PersonName
}

/** The shop: 34 with its governance. */
export const shopRows: readonly Row[] = [
  {
    name: 'storefront',
    kind: 'typescript',
    about: 'What customers see.',
    commits: 8,
    team: 'Web',
    topics: ['customer-facing'],
  },
  { name: 'storefront-mobile', kind: 'typescript', about: 'The same in a pocket.', commits: 6, team: 'Web' },
  {
    name: 'checkout',
    kind: 'typescript',
    about: 'From basket to paid.',
    commits: 7,
    team: 'Web',
    topics: ['customer-facing'],
  },
  {
    name: 'design-system',
    kind: 'typescript',
    about: 'Buttons and colours.',
    commits: 5,
    team: 'Web',
    visibility: 'public',
  },
  { name: 'catalog-service', kind: 'java', about: 'What is sold.', commits: 7, team: 'Platform' },
  { name: 'search-service', kind: 'rust', about: 'Finds what is sold.', commits: 5, team: 'Platform' },
  { name: 'inventory-service', kind: 'go', about: 'What is left.', commits: 6, team: 'Platform' },
  {
    name: 'orders-service',
    kind: 'java',
    about: 'What was bought.',
    commits: 8,
    team: 'Platform',
    owner: 'chidi',
  },
  {
    name: 'orders-archive',
    kind: 'python',
    about: 'What was bought long ago.',
    commits: 3,
    team: 'Platform',
    archived: true,
  },
  {
    name: 'customer-profiles',
    kind: 'python',
    about: 'Who buys.',
    commits: 6,
    team: 'Platform',
    owner: 'dana',
  },
  { name: 'customer-support', kind: 'python', about: 'Who complains.', commits: 5, team: 'Platform' },
  {
    name: 'billing-exports',
    kind: 'python',
    about: 'Files for the accountants.',
    commits: 4,
    team: 'Platform',
  },
  { name: 'recommendations', kind: 'notebooks', about: 'What else one might buy.', commits: 4, team: 'Data' },
  { name: 'demand-forecast', kind: 'notebooks', about: 'How much to order.', commits: 4, team: 'Data' },
  { name: 'data-warehouse', kind: 'python', about: 'Tables of everything.', commits: 6, team: 'Data' },
  { name: 'event-pipeline', kind: 'go', about: 'Moves events.', commits: 5, team: 'Data' },
  { name: 'infrastructure', kind: 'terraform', about: 'All of the cloud.', commits: 7, team: 'Operations' },
  {
    name: 'infrastructure-legacy',
    kind: 'terraform',
    about: 'The cloud before.',
    commits: 4,
    team: 'Operations',
    archived: true,
  },
  { name: 'kubernetes-config', kind: 'terraform', about: 'What runs where.', commits: 5, team: 'Operations' },
  {
    name: 'ci-templates',
    kind: 'documentation',
    about: 'Workflows to copy.',
    commits: 3,
    team: 'Operations',
    isTemplate: true,
    visibility: 'internal',
  },
  {
    name: 'service-template',
    kind: 'typescript',
    about: 'How a service begins.',
    commits: 3,
    team: 'Operations',
    isTemplate: true,
  },
  {
    name: 'returns-service',
    kind: 'typescript',
    about: 'What comes back.',
    commits: 3,
    team: 'Platform',
    templateOf: 'service-template',
  },
  {
    name: 'gift-cards',
    kind: 'typescript',
    about: 'Money for later.',
    commits: 3,
    team: 'Platform',
    templateOf: 'service-template',
  },
  {
    name: 'handbook',
    kind: 'documentation',
    about: 'How we work.',
    commits: 4,
    team: 'Web',
    visibility: 'internal',
  },
  {
    name: 'website',
    kind: 'typescript',
    about: 'About the company.',
    commits: 4,
    team: 'Web',
    visibility: 'public',
  },
  { name: 'mail-templates', kind: 'documentation', about: 'Mails that we send.', commits: 3, team: 'Web' },
  { name: 'warehouse-scanner', kind: 'go', about: 'For people with trolleys.', commits: 4, team: 'Platform' },
  { name: 'price-engine', kind: 'rust', about: 'What it costs.', commits: 5, team: 'Platform' },
  { name: 'load-tests', kind: 'typescript', about: 'How much it takes.', commits: 3, team: 'Operations' },
  {
    name: 'monorepo',
    kind: 'typescript',
    about: 'Everything that grew together.',
    commits: 12,
    team: 'Platform',
  },
  { name: 'photo-studio', kind: 'python', about: 'Cuts out shoes.', commits: 3, team: 'Data' },
  {
    name: 'storefront-experiment',
    kind: 'typescript',
    about: 'A fork to try things in.',
    team: 'Web',
    forkOf: 'storefront',
  },
  { name: 'new-loyalty', kind: 'typescript', about: 'Nothing was pushed yet.', commits: 0, team: 'Web' },
]

/** Payments, on its own: 14 with its governance. */
export const paymentRows: readonly Row[] = [
  {
    name: 'payment-gateway',
    kind: 'java',
    about: 'Takes money.',
    commits: 8,
    team: 'Payments',
    owner: 'freya',
  },
  { name: 'card-tokens', kind: 'java', about: 'Numbers for card numbers.', commits: 5, team: 'Payments' },
  { name: 'vault-cluster', kind: 'terraform', about: 'Where keys live.', commits: 4, team: 'Payments' },
  { name: 'fraud-rules', kind: 'python', about: 'Who is lying.', commits: 6, team: 'Risk' },
  { name: 'fraud-models', kind: 'notebooks', about: 'Who is probably lying.', commits: 4, team: 'Risk' },
  { name: 'ledger', kind: 'rust', about: 'Every cent, twice.', commits: 6, team: 'Payments' },
  { name: 'payouts', kind: 'go', about: 'Gives money.', commits: 5, team: 'Payments' },
  { name: 'merchant-portal', kind: 'typescript', about: 'For those who sell.', commits: 6, team: 'Payments' },
  {
    name: 'merchant-sdk',
    kind: 'typescript',
    about: 'For those who build.',
    commits: 4,
    team: 'Payments',
    visibility: 'public',
  },
  { name: 'bank-adapters', kind: 'java', about: 'Speaks to banks.', commits: 5, team: 'Payments' },
  { name: 'compliance-reports', kind: 'python', about: 'Speaks to regulators.', commits: 3, team: 'Risk' },
  { name: 'terminal-firmware', kind: 'rust', about: 'Runs in shops.', commits: 4, team: 'Payments' },
  { name: 'payments-docs', kind: 'documentation', about: 'How to pay.', commits: 3, team: 'Payments' },
]

/** Where things are tried: 12 with its governance. */
export const labRows: readonly Row[] = [
  {
    name: 'agent-playground',
    kind: 'python',
    about: 'Agents that try things.',
    commits: 5,
    team: 'Research',
  },
  { name: 'prompt-library', kind: 'documentation', about: 'What to say.', commits: 4, team: 'Research' },
  { name: 'image-search', kind: 'python', about: 'Shoes like this one.', commits: 4, team: 'Research' },
  { name: 'voice-ordering', kind: 'typescript', about: 'Say it and get it.', commits: 3, team: 'Research' },
  { name: 'robot-arm', kind: 'rust', about: 'Picks up shoes.', commits: 4, team: 'Research' },
  { name: 'size-predictor', kind: 'notebooks', about: 'Which shoe fits.', commits: 3, team: 'Research' },
  {
    name: 'open-csv',
    kind: 'go',
    about: 'Reads tables fast.',
    commits: 5,
    team: 'Research',
    visibility: 'public',
  },
  { name: 'open-csv-fork', kind: 'go', about: 'Our patches.', team: 'Research', forkOf: 'open-csv' },
  { name: 'hackathon-2025', kind: 'typescript', about: 'One night.', commits: 2, team: 'Research' },
  { name: 'old-chatbot', kind: 'python', about: 'Before.', commits: 3, team: 'Research', archived: true },
  { name: 'ideas', kind: 'documentation', about: 'For later.', commits: 2, team: 'Research' },
]
