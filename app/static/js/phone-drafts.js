// What was typed on this phone and not sent yet, in the browser's database. Each belongs to the user who typed it.
const NAME = "report-drafts";

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("drafts", { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function work(mode, what) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("drafts", mode);
      const request = what(transaction.objectStore("drafts"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

// A draft is {key, user, label, fields: [[name, value], …], problems: [words]}.
export const keep = (draft) => work("readwrite", (store) => store.put(draft));
export const remove = (key) => work("readwrite", (store) => store.delete(key));
export const draftsOf = async (user) => (await work("readonly", (store) => store.getAll())).filter((draft) => draft.user === user);
