// What was read again in a box that was drawn: put before the person, never over what they do.

import { announce, sentence, stay, toast, word } from "../house.js";

const OWN_SHAPE = ["date", "moment", "sex", "choice"];  // of which the text is typed, not the value

/** Takes what drawing gives: opened to be confirmed, or offered beside its field. */
export function rereading(draft, fields, picture) {
  return ({ field: name, page, box, text, value, trouble, problem }) => {
    const field = draft.field(name);
    const fault = trouble ?? problem;
    if (fault) {
      stay(sentence(fault));
      return;
    }
    if (!field || fields.locked) {
      toast(word("read_as", { text }));
      return;
    }
    const plain = typeof value === "string" && !OWN_SHAPE.includes(field.kind);
    const opened = fields.offer(name, { shown: plain ? value : text, page, box });
    if (opened) picture.show(page, box);
    else announce(word("read_aside", { field: field.label, text }));
  };
}
