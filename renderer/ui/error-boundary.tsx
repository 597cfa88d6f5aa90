import { Component, type ReactNode } from 'react';

interface Props {
  /** What is shown instead, with the message of what went wrong and a way to try again. */
  readonly fallback: (message: string, retry: () => void) => ReactNode;
  readonly children: ReactNode;
}

/** Keeps a mistake in one part of the window from taking the rest with it. */
export class ErrorBoundary extends Component<Props, { readonly message: string | null }> {
  override state: { readonly message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    return message === null
      ? this.props.children
      : this.props.fallback(message, () => this.setState({ message: null }));
  }
}
