import { type Area, rectAddress } from "../address.js";
import { apiNotFound, invalidArgument, itemNotFound } from "../errors.js";
import { handle, type Handle, isHandle, targetOf } from "../kinds.js";
import { flag, leadsTo, type Members, oneOf, readOnly, text, whole } from "../model.js";
import type { Session } from "../session.js";
import { type CommentState, forget, live } from "../states.js";
import { areaOf, rangeOf, resolveReference } from "./range/target.js";

/** The comments of a sheet, or of the workbook. Mentions and assigned tasks aren't covered. */
interface CommentsTarget {
  readonly sheetId?: string;
}

const AUTHOR = "User";

const list = (target: CommentsTarget, session: Session): readonly CommentState[] =>
  session.book.comments.filter((each) => target.sheetId === undefined || each.area.sheetId === target.sheetId);

const commentHandle = (comment: CommentState): Handle => handle("Comment", comment);

function cell(target: CommentsTarget, session: Session, given: unknown): Area {
  // An address for the workbook's comments names its sheet; a sheet's own are taken without.
  if (target.sheetId === undefined && typeof given === "string" && !given.includes("!")) throw invalidArgument();
  const sheetId = target.sheetId ?? session.grid.activeSheetId();
  const area = isHandle(given)
    ? areaOf(targetOf(given, "Range"), session)
    : resolveReference(session, text(given), sheetId);
  if (area.rows !== 1 || area.columns !== 1) throw invalidArgument();
  return area;
}

const at = (target: CommentsTarget, session: Session, area: Area): CommentState | undefined =>
  list(target, session).find(
    (each) => each.area.sheetId === area.sheetId && rectAddress(each.area) === rectAddress(area),
  );

function required(found: CommentState | undefined): Handle {
  if (!found) throw itemNotFound();
  return commentHandle(found);
}

function add(target: CommentsTarget, session: Session, address: unknown, content: unknown, type: unknown): Handle {
  if (oneOf(["Plain", "Mention"] as const, type ?? "Plain") === "Mention")
    throw apiNotFound("comments that mention people");
  const area = cell(target, session, address);
  if (at(target, session, area)) throw invalidArgument();
  const comment: CommentState = {
    id: `{comment-${session.book.nextId()}}`,
    area,
    content: text(content),
    author: AUTHOR,
    created: new Date().toISOString(),
    resolved: false,
    replies: [],
  };
  session.book.comments.push(comment);
  return commentHandle(comment);
}

export const comments: Members<"CommentCollection"> = {
  properties: {},
  items: (target, session) => list(target, session).map(commentHandle),
  methods: {
    Add: { run: add },
    GetItem: { run: (target, session, id) => required(list(target, session).find((each) => each.id === id)) },
    GetItemOrNullObject: {
      run(target, session, id) {
        const found = list(target, session).find((each) => each.id === id);
        return found ? commentHandle(found) : null;
      },
    },
    GetItemAt: {
      run(target, session, index) {
        const found = list(target, session)[whole(index)];
        if (!found) throw invalidArgument();
        return commentHandle(found);
      },
    },
    GetItemByCell: { run: (target, session, address) => required(at(target, session, cell(target, session, address))) },
    GetCount: { run: (target, session) => list(target, session).length },
  },
};

export const commentType: Members<"Comment"> = {
  properties: {
    Id: readOnly((comment) => live(comment).id),
    Content: {
      get: (comment) => live(comment).content,
      set(comment, value) {
        live(comment).content = text(value);
      },
    },
    AuthorName: readOnly((comment) => live(comment).author),
    CreationDate: readOnly((comment) => live(comment).created),
    ContentType: readOnly(() => "Plain"),
    Resolved: {
      get: (comment) => live(comment).resolved,
      set(comment, value) {
        live(comment).resolved = flag(value);
      },
    },
    Replies: leadsTo((comment) => handle("CommentReplyCollection", comment)),
  },
  methods: {
    GetLocation: { run: (comment) => rangeOf(live(comment).area) },
    Delete: { run: (comment, session) => forget(session.book.comments, live(comment)) },
  },
};

interface ReplyTarget {
  readonly comment: CommentState;
  readonly id: string;
}

function reply({ comment, id }: ReplyTarget): CommentState["replies"][number] {
  const found = live(comment).replies.find((each) => each.id === id);
  if (!found) throw itemNotFound();
  return found;
}

export const replies: Members<"CommentReplyCollection"> = {
  properties: {},
  items: (comment) => live(comment).replies.map(({ id }) => handle("CommentReply", { comment, id })),
  methods: {
    Add: {
      run(comment, session, content) {
        const id = `{reply-${session.book.nextId()}}`;
        live(comment).replies.push({ id, content: text(content), author: AUTHOR, created: new Date().toISOString() });
        return handle("CommentReply", { comment, id });
      },
    },
    GetCount: { run: (comment) => live(comment).replies.length },
    GetItem: {
      run(comment, _session, id) {
        reply({ comment, id: text(id) });
        return handle("CommentReply", { comment, id: text(id) });
      },
    },
  },
};

export const commentReply: Members<"CommentReply"> = {
  properties: {
    Id: readOnly((target) => reply(target).id),
    Content: {
      get: (target) => reply(target).content,
      set(target, value) {
        reply(target).content = text(value);
      },
    },
    AuthorName: readOnly((target) => reply(target).author),
    CreationDate: readOnly((target) => reply(target).created),
  },
  methods: {
    Delete: {
      run(target) {
        target.comment.replies.splice(target.comment.replies.indexOf(reply(target)), 1);
      },
    },
  },
};
