import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { Component, type ReactNode } from "react";
import { useTexts } from "../language";
import { texts } from "../texts";

interface Props {
  readonly children: ReactNode;
}

/** A defect in one view must not take the others with it. React has error boundaries as classes only. */
export class ViewBoundary extends Component<Props, { readonly reason: string | null }> {
  override state = { reason: null as string | null };

  static getDerivedStateFromError(error: unknown) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { reason } = this.state;
    return reason === null ? (
      this.props.children
    ) : (
      <Crashed reason={reason} onAgain={() => this.setState({ reason: null })} />
    );
  }
}

function Crashed({ reason, onAgain }: { readonly reason: string; readonly onAgain: () => void }) {
  const say = useTexts(texts);
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{say("crashedTitle")}</MessageBarTitle> {say("crashed", { reason })}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onAgain}>{say("again")}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
