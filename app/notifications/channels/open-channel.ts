import type { ChannelSettings } from '../target.ts'
import type { Channel, Network } from './channel.ts'
import { jiraSystem } from './jira.ts'
import { mailChannel } from './mail.ts'
import { serviceNowSystem } from './service-now.ts'
import { slackChannel } from './slack.ts'
import { teamsChannel } from './teams.ts'
import { ticketChannel, type TicketSystem } from './ticket-channel.ts'
import { webhookChannel } from './webhook.ts'

/** The way to a target. */
export function openChannel(settings: ChannelSettings, network: Network): Channel {
  const { kind } = settings
  if (kind === 'slack') return slackChannel(settings, network)
  if (kind === 'teams') return teamsChannel(settings, network)
  if (kind === 'webhook') return webhookChannel(settings, network)
  if (kind === 'mail') return mailChannel(settings, network)
  return ticketChannel(openTickets(settings, network)!)
}

/** undefined: it keeps no tickets. */
export function openTickets(settings: ChannelSettings, network: Network): TicketSystem | undefined {
  if (settings.kind === 'jira') return jiraSystem(settings, network)
  return settings.kind === 'serviceNow' ? serviceNowSystem(settings, network) : undefined
}
