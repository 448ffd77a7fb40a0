// A phone's photo has 4 to 12 MB; on a weak network 1600 pixels are enough to see a roof. Drawing it anew also drops the place stored in it.

const LONGEST = 1600;

export async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
    return blob || file;
  } catch {
    return file; // not a picture: a form is sent as it is, anything else the server refuses with a sentence
  }
}
