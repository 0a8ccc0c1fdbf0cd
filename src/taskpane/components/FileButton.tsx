import { Button, type ButtonProps } from "@fluentui/react-components";
import { useRef, type ChangeEvent } from "react";

type Props = Pick<ButtonProps, "size" | "disabledFocusable"> & {
  readonly label: string;
  /** What is chosen, for those who hear it. */
  readonly title: string;
  readonly accept: string;
  readonly onFile: (file: File) => void;
};

/** Lets a file be chosen. */
export function FileButton({ label, title, accept, onFile, ...button }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) onFile(file);
    // So that the same file, put right, can be chosen again.
    target.value = "";
  };
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input ref={input} type="file" accept={accept} hidden aria-label={title} onChange={choose} />
    </>
  );
}
