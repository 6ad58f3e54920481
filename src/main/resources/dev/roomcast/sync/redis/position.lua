-- Answers {epoch, seq}.
return {epoch, seq}
