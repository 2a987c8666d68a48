import { Component, type ReactNode } from 'react'
import { ProblemBanner } from './problem-banner.tsx'

interface Props {
  readonly children: ReactNode
}

/** Keeps what fails in one part of a page there. React has this only as a class. */
export class ErrorBoundary extends Component<Props, { readonly error?: unknown; readonly failed: boolean }> {
  override state: { readonly error?: unknown; readonly failed: boolean } = { failed: false }

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return <ProblemBanner error={this.state.error} onRetry={() => this.setState({ failed: false })} />
  }
}
